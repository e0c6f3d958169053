/// Checks of the paths that a change may name.
enum TreePath {
    /// Refuses what is no plain path below the root.
    ///
    /// - Throws: `changes/path` for an absolute or empty path, one with an empty, `.` or `..` component, one with a
    ///   zero byte, and one inside a `.git` folder.
    static func validate(_ path: String) throws(Diagnostic) {
        let components = path.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = components.allSatisfy { component in
            !component.isEmpty && component != "." && component != ".." && component.lowercased() != ".git"
                && !component.utf8.contains(0)
        }
        guard isPlain else { throw .badPath(path) }
    }

    /// The folders above a path, the outermost first.
    static func ancestors(of path: String) -> [String] {
        var folders: [String] = []
        var folder = RelativePath.folder(of: path)
        while folder != "." {
            folders.append(folder)
            folder = RelativePath.folder(of: folder)
        }
        return folders.reversed()
    }
}

extension Diagnostic {
    fileprivate static func badPath(_ path: String) -> Diagnostic {
        .error(
            "changes/path", "`\(path)` is no path of a file below the root",
            remedy: "name it relative to the root, without `.` or `..`")
    }
}
