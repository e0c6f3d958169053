package import Workspace

/// `docs/infrastructure.md`: prose in sections, each between two markers, so that the rest is a person's own.
package enum InfrastructureGuide {
    /// Where it is.
    package static let path = "docs/infrastructure.md"

    /// One section.
    package struct Section: Sendable, Hashable {
        /// What its markers name, in `[a-z0-9-]`.
        package var id: String
        /// Its Markdown, from its heading on, without a newline at the end.
        package var text: String

        /// Makes a section.
        package init(id: String, text: String) {
            self.id = id
            self.text = text
        }

        /// The section between its markers.
        var marked: String { "\(InfrastructureGuide.begin(id))\n\(text)\n\(InfrastructureGuide.end(id))\n" }
    }

    /// Whether the guide has a section.
    package static func has(_ id: String, in files: RepositoryFiles) -> Bool {
        files.text(path).map { $0.contains(begin(id)) } ?? false
    }

    /// The change that brings sections into the guide; nil where it has all of them. A section that is there already
    /// is left as it is, unless `replacing` says otherwise.
    ///
    /// - Throws: `edit/...` where the file cannot be edited.
    package static func change(
        adding sections: [Section], in files: RepositoryFiles, why: String, replacing: Bool = false
    ) throws(Diagnostic) -> FileChange? {
        guard let bytes = files.contents(path) else {
            if sections.isEmpty { return nil }
            return .create(path, parts: ["# Infrastructure\n"] + sections.map { "\n" + $0.marked }, why: why)
        }
        var edits: [TextEdit] = []
        for section in sections {
            if let range = range(of: section.id, in: bytes) {
                let marked = Array(section.marked.utf8)
                if replacing, !bytes[range].elementsEqual(marked) {
                    edits.append(TextEdit(range: range, replacement: marked))
                }
            } else {
                let gap = bytes.last == UInt8(ascii: "\n") || bytes.isEmpty ? "\n" : "\n\n"
                edits.append(TextEdit(insert: gap + section.marked, at: bytes.count))
            }
        }
        return edits.isEmpty ? nil : try .edit(path, original: bytes, edits: edits, why: why)
    }

    private static func begin(_ id: String) -> String { "<!-- infra-ws:begin \(id) -->" }

    private static func end(_ id: String) -> String { "<!-- infra-ws:end \(id) -->" }

    /// The bytes of a section with both markers and the newline behind the second.
    private static func range(of id: String, in bytes: [UInt8]) -> Range<Int>? {
        guard let start = bytes.firstRange(of: Array(begin(id).utf8))?.lowerBound else { return nil }
        guard let close = bytes[start...].firstRange(of: Array(end(id).utf8))?.upperBound else { return nil }
        let hasNewline = close < bytes.count && bytes[close] == UInt8(ascii: "\n")
        return start..<(hasNewline ? close + 1 : close)
    }
}
