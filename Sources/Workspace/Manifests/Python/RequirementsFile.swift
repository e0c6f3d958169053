/// A pip requirements file: names, options and paths, one a line (pip.pypa.io, "Requirements File Format").
package struct RequirementsFile: Sendable {
    /// Named requirements.
    package let requirements: [PythonRequirement]
    /// Folders given by path (`-e ../shared`, `./lib`), as written, with their lines.
    package let paths: [(path: String, place: FilePlace)]
    /// Files included with `-r`, as written.
    package let includes: [String]

    /// Reads a file. Lines that say neither are passed over.
    package init(_ bytes: [UInt8], path: String, kind: DependencyKind) {
        var requirements: [PythonRequirement] = []
        var paths: [(path: String, place: FilePlace)] = []
        var includes: [String] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let text = Self.withoutComment(String(decoding: line, as: UTF8.self))
            let place = FilePlace(path, line: index + 1)
            if let target = Self.value(of: ["-r", "--requirement"], in: text) {
                includes.append(target)
            } else if let target = Self.value(of: ["-e", "--editable"], in: text) {
                paths.append((Self.folder(target), place))
            } else if text.hasPrefix(".") || text.hasPrefix("file:.") {
                paths.append((Self.folder(text), place))
            } else if !text.hasPrefix("-"),
                let requirement = PythonRequirement(text, kind: kind, place: place)
            {
                requirements.append(requirement)
            }
        }
        self.requirements = requirements
        self.paths = paths
        self.includes = includes
    }

    private static func withoutComment(_ line: String) -> String {
        var text = line[...]
        if text.hasPrefix("#") { return "" }
        if let comment = text.indices.first(where: { text[$0...].hasPrefix(" #") || text[$0...].hasPrefix("\t#") }) {
            text = text[..<comment]
        }
        text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last.isWhitespace || last == "\\" { text.removeLast() }
        return String(text)
    }

    private static func value(of options: [String], in text: String) -> String? {
        for option in options where text.hasPrefix(option) {
            let rest = text.dropFirst(option.count)
            guard let next = rest.first, next == " " || next == "=" || next == "\t" else { continue }
            return String(rest.drop { $0 == " " || $0 == "=" || $0 == "\t" })
        }
        return nil
    }

    /// The folder without `file:`, extras and options.
    private static func folder(_ text: String) -> String {
        let path = text.hasPrefix("file:") ? text.dropFirst("file:".count) : text[...]
        return String(path.prefix { $0 != "[" && $0 != " " && $0 != ";" && $0 != "#" })
    }
}
