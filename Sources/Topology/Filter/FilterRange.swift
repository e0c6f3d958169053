/// The commits between which a filter looks for changes: what stands in its brackets.
package struct FilterRange: Sendable, Hashable {
    /// What was written before the dots, or alone.
    package let from: String
    /// What was written after the dots; absent: the working tree, untracked files included.
    package let to: String?

    /// Makes a range.
    package init(from: String, to: String? = nil) {
        self.from = from
        self.to = to
    }

    /// The range as it stands in the brackets.
    package var text: String { to.map { "\(from)...\($0)" } ?? from }

    /// Reads what stands in the brackets; nil where a side is empty.
    static func parse(_ text: Substring) -> FilterRange? {
        let bytes = Array(text.utf8)
        let dots = bytes.indices.dropLast(2).first { bytes[$0..<($0 + 3)].allSatisfy { $0 == UInt8(ascii: ".") } }
        guard let dots else { return text.isEmpty ? nil : FilterRange(from: String(text)) }
        let from = String(decoding: bytes[..<dots], as: UTF8.self)
        let to = String(decoding: bytes[(dots + 3)...], as: UTF8.self)
        return from.isEmpty || to.isEmpty ? nil : FilterRange(from: from, to: to)
    }
}
