/// Any text made safe for a cell of a Markdown table, and a cell read back as the text that it shows.
///
/// The rules are those of GitHub Flavored Markdown (https://github.github.com/gfm/#tables-extension-): a cell is one
/// line, and `|` ends it unless a backslash stands before it.
package enum MarkdownText {
    /// The text as the content of one cell: one line, without anything that would end the cell or be taken for markup.
    ///
    /// Line breaks and tabs become spaces; other control characters and those that reorder what is read become
    /// U+FFFD. What is plain in running text, such as `pg_dump` or `0 2 * * *`, stays as it is.
    package static func cell(_ text: String) -> String {
        let scalars = oneLine(text)
        var out = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            let previous: Unicode.Scalar? = index > 0 ? scalars[index - 1] : nil
            let next: Unicode.Scalar? = index + 1 < scalars.count ? scalars[index + 1] : nil
            if needsBackslash(scalar, after: previous, before: next) { out.append("\\") }
            out.append(scalar)
        }
        return String(out)
    }

    /// The text that a cell shows: backslashes before punctuation resolved, everything else as it is written.
    package static func plain(_ cell: String) -> String {
        let scalars = Array(cell.unicodeScalars)
        var out = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            if scalars[index] == "\\", index + 1 < scalars.count, isPunctuation(scalars[index + 1]) { index += 1 }
            out.append(scalars[index])
            index += 1
        }
        return String(out)
    }

    /// The text without the marks of emphasis, code, deletion and links around words: what a person meant to name.
    ///
    /// Only for comparing; `**Rate Limit**`, `` `Rate Limit` `` and `[Rate Limit](#limits)` are one name.
    package static func withoutMarkup(_ text: String) -> String {
        var scalars = linkTexts(Array(plain(text).unicodeScalars))
        scalars.removeAll { $0 == "`" }
        let marks: Set<Unicode.Scalar> = ["*", "_", "~"]
        var out = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            guard marks.contains(scalar) else {
                out.append(scalar)
                continue
            }
            let before = index > 0 && isWord(scalars[index - 1])
            let after = index + 1 < scalars.count && isWord(scalars[index + 1])
            let isSpaced = !before && !after && !neighbours(scalars, index, contain: marks)
            if (before && after) || isSpaced { out.append(scalar) }
        }
        return trimmed(String(out))
    }

    /// The text without spaces, tabs and line breaks at both ends.
    package static func trimmed(_ text: String) -> String {
        let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(scalars[first...last])
    }
}

extension MarkdownText {
    /// One line of visible characters, trimmed.
    private static func oneLine(_ text: String) -> [Unicode.Scalar] {
        var out = String.UnicodeScalarView()
        var previousWasReturn = false
        for scalar in text.unicodeScalars {
            defer { previousWasReturn = scalar == "\r" }
            switch scalar {
            case "\n" where previousWasReturn: continue
            case "\n", "\r", "\t", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}": out.append(" ")
            default: out.append(isInvisible(scalar) ? "\u{FFFD}" : scalar)
            }
        }
        return Array(trimmed(String(out)).unicodeScalars)
    }

    /// Control characters, and the marks that change the direction in which the text around them is shown.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    private static func needsBackslash(
        _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, before next: Unicode.Scalar?
    ) -> Bool {
        switch scalar {
        case "|", "`", "[": true
        case "\\": next.map(isPunctuation) ?? true
        case "<": next.map { isWord($0) || $0 == "/" || $0 == "!" || $0 == "?" } ?? false
        case "&": next.map { isWord($0) || $0 == "#" } ?? false
        case "*", "~": !(isBlank(previous) && isBlank(next))
        case "_":
            !((previous.map(isWord) ?? false) && (next.map(isWord) ?? false)) && !(isBlank(previous) && isBlank(next))
        default: false
        }
    }

    private static func isBlank(_ scalar: Unicode.Scalar?) -> Bool { scalar == nil || scalar == " " }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic || isDigit(scalar) }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// ASCII punctuation: what a backslash may stand before (https://github.github.com/gfm/#backslash-escapes).
    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    private static func neighbours(
        _ scalars: [Unicode.Scalar], _ index: Int, contain marks: Set<Unicode.Scalar>
    ) -> Bool {
        (index > 0 && marks.contains(scalars[index - 1]))
            || (index + 1 < scalars.count && marks.contains(scalars[index + 1]))
    }

    /// `[text](address)` replaced by `text`; anything that is no whole link stays.
    private static func linkTexts(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard let open = scalars.firstIndex(of: "["),
            let close = scalars[open...].firstIndex(of: "]"), close + 1 < scalars.count, scalars[close + 1] == "(",
            let end = scalars[close...].firstIndex(of: ")")
        else { return scalars }
        return Array(scalars[..<open]) + Array(scalars[(open + 1)..<close]) + Array(scalars[(end + 1)...])
    }
}
