/// Makes text of a repository safe to show on a terminal.
package enum TerminalText {
    /// Writes out each character that a terminal would obey, or that hides or reorders others, as in `\u{1B}`.
    ///
    /// Those are the control characters of C0 and C1, DEL, the line and paragraph separators, and the characters of
    /// zero width and of writing direction (Unicode Standard Annex 9, "Directional Formatting Characters").
    ///
    /// - Parameters:
    ///   - text: Anything.
    ///   - keepsLines: Whether line feeds and tabs stay as they are, for text of several lines.
    /// - Returns: The text itself if there is nothing to write out.
    package static func sanitised(_ text: String, keepsLines: Bool = false) -> String {
        guard text.unicodeScalars.contains(where: { !isSafe($0, keepsLines: keepsLines) }) else { return text }
        var safe = ""
        for scalar in text.unicodeScalars {
            if isSafe(scalar, keepsLines: keepsLines) {
                safe.unicodeScalars.append(scalar)
            } else {
                safe += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
        return safe
    }

    private static func isSafe(_ scalar: Unicode.Scalar, keepsLines: Bool) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: keepsLines
        case 0x00..<0x20, 0x7F..<0xA0: false
        case 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: false
        default: true
        }
    }
}
