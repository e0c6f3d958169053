extension RepositoryFiles {
    /// The same repository as it was before some differences. What did not change is read from the working tree.
    ///
    /// - Parameters:
    ///   - differences: Everything by which the working tree differs from then.
    ///   - objects: Contents by id; a file whose contents are not among them is there and cannot be read.
    /// - Returns: The files of then.
    package func before(_ differences: [GitDifference], _ objects: [String: [UInt8]]) -> RepositoryFiles {
        var fixed: [[UInt8]: [UInt8]?] = [:]
        var added: Set<String> = []
        var there: [String] = []
        for difference in differences {
            if difference.wasThere { there.append(difference.path) } else { added.insert(difference.path) }
            fixed[Array(difference.path.utf8)] = .some(difference.before.flatMap { objects[$0] })
        }
        let all = paths.filter { !added.contains($0) } + there
        var bytes: [UInt8] = []
        var entries: [PathTable.Entry] = []
        for path in all {
            let start = UInt32(bytes.count)
            bytes += path.utf8
            entries.append(PathTable.Entry(start: start, end: UInt32(bytes.count), flags: []))
        }
        return RepositoryFiles(
            root: root, table: PathTable(bytes: bytes, entries: entries),
            contents: contentsStore.overlaid(with: fixed), isGit: isGit, warnings: [])
    }
}
