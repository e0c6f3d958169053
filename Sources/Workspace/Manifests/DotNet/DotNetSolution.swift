/// The projects that a `.sln`, `.slnx` or `.slnf` file names (learn.microsoft.com, "Solution (.sln) file",
/// "Filtered solutions").
enum DotNetSolution {
    /// Endings of the names of solutions.
    static let endings: [String] = [".sln", ".slnx", ".slnf"]

    /// The paths of its projects, relative to the root of the repository.
    static func projects(of path: String, in manifests: ManifestStore) throws(Diagnostic) -> [String] {
        let folder = RelativePath.folder(of: path)
        let written: [String]
        if path.hasSuffix(".slnx") {
            guard let document = try manifests.xml(path)?.get() else { return [] }
            written = attributes("Path", of: "Project", in: document.root)
        } else if path.hasSuffix(".slnf") {
            if let failure = manifests.lenientFailure(path) { throw failure }
            let list = manifests.lenientDocument(path)?.root[path: "solution", "projects"]
            let base = manifests.lenientDocument(path)?.root[path: "solution", "path"]?.string ?? ""
            // Paths are relative to the solution that is filtered.
            let solution = RelativePath.folder(of: slashed(base))
            written = (list?.elements ?? []).compactMap(\.string).map { solution == "." ? $0 : solution + "/" + $0 }
        } else {
            written = lines(manifests.files.contents(path) ?? [])
        }
        return written.map(slashed).filter { DotNetProject.language(ofProject: $0) != nil }.compactMap {
            RelativePath.join(folder, $0)
        }
    }

    /// `Project("{type}") = "name", "path", "{id}"`.
    private static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }).compactMap { line in
            guard line.starts(with: "Project(".utf8) else { return nil }
            let parts = line.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
            return parts.count > 5 ? String(decoding: parts[5], as: UTF8.self) : nil
        }
    }

    private static func attributes(_ attribute: String, of name: String, in root: XMLElement) -> [String] {
        var found: [String] = []
        var open = [root]
        while let element = open.popLast() {
            if element.localName == name, let value = element.attribute(attribute) { found.append(value) }
            open += element.children
        }
        return found
    }

    private static func slashed(_ path: String) -> String { String(path.map { $0 == "\\" ? "/" : $0 }) }
}
