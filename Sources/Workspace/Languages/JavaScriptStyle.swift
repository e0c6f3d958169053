/// How a JavaScript file is written, so that what is added looks the same.
package struct JavaScriptStyle: Sendable, Hashable {
    /// `'` or `"`, whichever more strings have; `'` on a draw.
    package var quote: String
    /// Whether statements end with a semicolon.
    package var hasSemicolons: Bool
    /// One level of indentation.
    package var indent: String

    /// Makes a style.
    package init(quote: String = "'", hasSemicolons: Bool = true, indent: String = "  ") {
        self.quote = quote
        self.hasSemicolons = hasSemicolons
        self.indent = indent
    }

    /// `;` or nothing.
    package var semicolon: String { hasSemicolons ? ";" : "" }

    /// A string literal in these quotes.
    package func literal(_ value: String) -> String {
        var text = quote
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\u{2028}": text += "\\u2028"
            case "\u{2029}": text += "\\u2029"
            default: text += String(scalar) == quote ? "\\" + quote : String(scalar)
            }
        }
        return text + quote
    }
}

extension JavaScriptModule {
    /// The style that most of the file has; two spaces, single quotes and semicolons for an empty one.
    package var style: JavaScriptStyle {
        var single = 0
        var double = 0
        for token in tokens.tokens where token.kind == .string {
            if text.bytes[token.start] == UInt8(ascii: "'") { single += 1 }
            if text.bytes[token.start] == UInt8(ascii: "\"") { double += 1 }
        }
        var with = 0
        var without = 0
        for statement in statements.statements where endsWithExpression(statement) {
            if tokens.isSymbol(statement.tokens.upperBound - 1, ";") { with += 1 } else { without += 1 }
        }
        return JavaScriptStyle(
            quote: double > single ? "\"" : "'", hasSemicolons: with >= without,
            indent: text.indentUnit(default: "  "))
    }

    /// Whether a semicolon could end a statement: one that starts with a word that calls for it.
    private func endsWithExpression(_ statement: SourceStatement) -> Bool {
        tokens.isName(statement.tokens.lowerBound, in: ["import", "const", "let", "var", "return", "throw"])
    }
}
