/// One token of a source file: what it is and where.
package struct SourceToken: Sendable, Hashable {
    /// What a token is.
    package enum Kind: UInt8, Sendable, Hashable {
        /// An identifier or a keyword.
        case name
        /// A number, with its suffix.
        case number
        /// A whole string without substitutions.
        case string
        /// A string up to its first substitution, with the bytes that open that.
        case templateHead
        /// What is between two substitutions of a string.
        case templateMiddle
        /// A string from the end of its last substitution.
        case templateTail
        /// A regular expression.
        case regularExpression
        /// Text between tags, as in JSX.
        case markup
        /// An operator or a bracket.
        case symbol
        /// The end of a logical line, in languages where that ends a statement by itself.
        case newline
    }

    /// What a reader has to know besides the kind.
    package struct Flags: OptionSet, Sendable, Hashable {
        /// The bits.
        package let rawValue: UInt8
        /// Makes a set from its bits.
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// The backslash has no meaning in this string.
        package static let raw = Flags(rawValue: 1)
        /// The string may hold substitutions, even if it has none.
        package static let interpolated = Flags(rawValue: 2)
        /// The string ends at the end of a line or of the file and not at its quote.
        package static let unterminated = Flags(rawValue: 4)
        /// The symbol ends a JSX element, so that an expression ends there.
        package static let closesElement = Flags(rawValue: 8)
    }

    /// What it is.
    package let kind: Kind
    /// Details.
    package let flags: Flags
    /// Bytes before the content of a string: prefix letters and quotes.
    package let prefix: UInt8
    /// Bytes after the content of a string.
    package let suffix: UInt8
    // Files are cut at `SourceText.maximumLength`, so that 32 bits are enough and a token takes 12 bytes.
    private let first: UInt32
    private let last: UInt32

    /// Makes a token; `prefix` and `suffix` are for strings alone.
    init(_ kind: Kind, _ range: Range<Int>, prefix: Int = 0, suffix: Int = 0, flags: Flags = []) {
        self.kind = kind
        self.flags = flags
        self.prefix = UInt8(clamping: prefix)
        self.suffix = UInt8(clamping: suffix)
        first = UInt32(clamping: range.lowerBound)
        last = UInt32(clamping: range.upperBound)
    }

    /// Offset of its first byte.
    package var start: Int { Int(first) }
    /// Offset after its last byte.
    package var end: Int { Int(last) }
    /// Its bytes.
    package var range: Range<Int> { start..<end }
    /// The bytes between the quotes of a string.
    package var content: Range<Int> {
        let from = min(start + Int(prefix), end)
        return from..<max(from, end - Int(suffix))
    }
}
