import Workspace

/// The list of changed files that `--files` names.
enum ChangedFileList {
    /// The longest list that is read, in bytes.
    private static let limit = 64 << 20

    /// Reads the list: paths relative to the root, or beginning with `./` to the working directory, one a line, or each
    /// ended by a NUL byte, as `git diff -z` prints them.
    ///
    /// - Parameters:
    ///   - name: A file, or `-` for standard input.
    ///   - folder: The working directory relative to the root.
    /// - Returns: The paths, without repetition, in order.
    /// - Throws: A diagnostic where the list cannot be read or names something outside of the root.
    static func read(_ name: String, from folder: String) throws(Diagnostic) -> [String] {
        let bytes = try FileSystemAccess.readStream(name, limit: limit)
        let end = bytes.contains(0) ? UInt8(0) : UInt8(ascii: "\n")
        var paths: Set<String> = []
        for part in bytes.split(separator: end) {
            var text = String(decoding: part, as: UTF8.self)
            if end != 0, text.last == "\r" { text.removeLast() }
            guard !text.isEmpty else { continue }
            let base = text.hasPrefix("./") || text.hasPrefix("../") ? folder : "."
            guard let path = RelativePath.join(base, text) else {
                throw .error(
                    "affected/outside", "the changed file `\(text)` lies outside of the repository",
                    remedy: "give paths relative to the root")
            }
            paths.insert(path)
        }
        return paths.sorted()
    }
}
