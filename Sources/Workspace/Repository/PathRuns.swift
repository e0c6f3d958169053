/// Some of the paths of a repository, as runs of its sorted list.
///
/// Of tens of thousands of paths few are ever looked at as text: questions about endings and names are answered from the
/// bytes, and text is made of what they find.
package struct PathRuns: Sendable {
    private let table: PathTable
    private let runs: [Range<Int>]
    /// What stands behind the last dot of the paths, each ending once.
    package let endings: [String]

    /// Paths of a table by their positions; the runs are in order and do not overlap.
    init(_ table: PathTable, _ runs: [Range<Int>]) {
        self.table = table
        self.runs = runs
        endings = Self.endings(of: table, runs)
    }

    /// The same paths, as a table of their own.
    package init(_ paths: [String]) {
        let table = PathTable(paths)
        self.init(table, [0..<table.count])
    }

    /// All of them as text, sorted by their bytes.
    package var texts: [String] { runs.flatMap { run in run.map { table[$0] } } }

    /// Those that end in one of some texts, such as `.prisma`.
    package func ending(in suffixes: [String]) -> [String] {
        runs.flatMap { table.positions(endingIn: suffixes, among: $0) }.map { table[$0] }
    }

    /// Those whose base names begin with one of some texts, such as `.env`.
    package func named(beginningWith prefixes: [String]) -> [String] {
        runs.flatMap { table.positions(ofNamesBeginningWith: prefixes, among: $0) }.map { table[$0] }
    }

    private static func endings(of table: PathTable, _ runs: [Range<Int>]) -> [String] {
        var found: [[UInt8]] = []
        table.withBytes { bytes in
            for run in runs {
                for entry in table.entries[run] {
                    let path = UnsafeRawBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.end)])
                    // Neighbours mostly end alike.
                    if let last = found.last, ends(path, in: last) { continue }
                    guard let dot = path.lastIndex(of: UInt8(ascii: ".")) else { continue }
                    let ending = Array(path[(dot + 1)...])
                    if !found.contains(ending) { found.append(ending) }
                }
            }
        }
        return found.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func ends(_ path: UnsafeRawBufferPointer, in ending: [UInt8]) -> Bool {
        let start = path.count - ending.count
        guard start > 0, path[start - 1] == UInt8(ascii: ".") else { return false }
        for index in ending.indices where path[start + index] != ending[index] { return false }
        return true
    }
}

extension RepositoryFiles {
    /// The files of each of some folders that lie in no other of them, in the order of the folders.
    ///
    /// - Parameter folders: Relative to the root, each once.
    /// - Returns: The files of each folder.
    package func own(of folders: [String]) async -> [PathRuns] {
        let table = table
        let all = folders.map { $0 == "." ? 0..<table.count : table.positions(beginningWith: $0 + "/") }
        var runs = all.map { [$0] }
        // The folders around the one that is looked at, as positions: a run of one lies inside that of the last.
        var open: [Int] = []
        // Outer runs come before those inside, and of equal ones that of the outer folder.
        let order = all.indices.sorted { left, right in
            (all[left].lowerBound, -all[left].count, folders[left] == "." ? 0 : folders[left].utf8.count)
                < (all[right].lowerBound, -all[right].count, folders[right] == "." ? 0 : folders[right].utf8.count)
        }
        for index in order {
            while let last = open.last, all[last].upperBound <= all[index].lowerBound { open.removeLast() }
            if let outer = open.last, let rest = runs[outer].popLast() {
                runs[outer] += [rest.lowerBound..<all[index].lowerBound, all[index].upperBound..<rest.upperBound]
            }
            if !all[index].isEmpty { open.append(index) }
        }
        return await ParallelMap.run(over: runs) { PathRuns(table, $0.filter { !$0.isEmpty }) }
    }
}
