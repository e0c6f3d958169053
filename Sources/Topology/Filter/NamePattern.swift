/// A package name in which `*` stands for any text, slashes included; nothing else is special.
struct NamePattern: Sendable {
    private let parts: [[UInt8]]

    /// Makes a pattern.
    init(_ text: String) {
        parts = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init)
    }

    /// Whether there is no `*` in it.
    var isLiteral: Bool { parts.count == 1 }

    /// Whether it matches a name as a whole.
    func matches(_ name: String) -> Bool {
        let text = Array(name.utf8)
        guard let first = parts.first, let last = parts.last, text.starts(with: first) else { return false }
        guard parts.count > 1 else { return text.count == first.count }
        var position = first.count
        for part in parts.dropFirst().dropLast() {
            guard let found = Self.find(part, in: text, from: position) else { return false }
            position = found + part.count
        }
        return text.count - position >= last.count && text.suffix(last.count).elementsEqual(last)
    }

    private static func find(_ part: [UInt8], in text: [UInt8], from start: Int) -> Int? {
        guard text.count - start >= part.count else { return nil }
        return (start...(text.count - part.count)).first { text[$0..<($0 + part.count)].elementsEqual(part) }
    }
}
