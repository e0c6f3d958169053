import Workspace

/// Text with colours that are used only where they are wanted.
///
/// In an interpolation the literal parts are ours; a value may come from the repository, and is made safe for a
/// terminal on one line: `"[\(path)] \(verdict, .green)"`.
struct StyledText: Sendable, Equatable {
    /// How a part stands out.
    enum Style: String, Sendable {
        /// Like everything else.
        case plain = ""
        /// Bold.
        case bold = "1"
        /// Faint.
        case dim = "2"
        /// Bold red: errors and failures.
        case red = "1;31"
        /// Green: what passed or is added.
        case green = "32"
        /// Yellow: warnings.
        case yellow = "33"
    }

    private struct Span: Sendable, Equatable {
        var text: String
        var style: Style
    }

    private var spans: [Span] = []

    /// No text.
    init() {}

    /// Text that may come from the repository and may have several lines, which are kept.
    init(_ text: String, _ style: Style = .plain) {
        append(Terminal.sanitised(text, keepsLines: true), style)
    }

    /// Writes the text for one place.
    ///
    /// - Parameter isColored: Whether styles become escape sequences (ECMA-48, "SGR"); otherwise they are left out.
    /// - Returns: Text that is safe for a terminal.
    func rendered(isColored: Bool) -> String {
        spans.map { span in
            guard isColored, span.style != .plain, !span.text.isEmpty else { return span.text }
            return "\u{1B}[\(span.style.rawValue)m\(span.text)\u{1B}[0m"
        }.joined()
    }

    /// Both, one behind the other.
    static func + (left: StyledText, right: StyledText) -> StyledText {
        var both = left
        both.spans += right.spans
        return both
    }

    private mutating func append(_ safe: String, _ style: Style) {
        spans.append(Span(text: safe, style: style))
    }
}

extension StyledText: ExpressibleByStringInterpolation {
    /// Collects literals and values.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = StyledText()

        /// Begins without text; the capacities are hints that are not needed.
        init(literalCapacity: Int, interpolationCount: Int) {}

        /// Our own words, kept as they are.
        mutating func appendLiteral(_ literal: String) { text.append(literal, .plain) }

        /// A value, made safe.
        mutating func appendInterpolation(_ value: String, _ style: Style = .plain) {
            text.append(Terminal.sanitised(value, keepsLines: false), style)
        }

        /// A number.
        mutating func appendInterpolation(_ value: Int, _ style: Style = .plain) { text.append("\(value)", style) }

        /// Text that has its styles already.
        mutating func appendInterpolation(_ value: StyledText) { text = text + value }
    }

    /// Our own words, kept as they are.
    init(stringLiteral value: String) { append(value, .plain) }

    /// Words and values.
    init(stringInterpolation: StringInterpolation) { self = stringInterpolation.text }
}
