/// Writes scalars of YAML.
package enum YAMLText {
    /// A string as a scalar on one line: in quotes if a reader of YAML 1.1 or 1.2 would take it for something else.
    ///
    /// YAML 1.1 (yaml.org/type), which PyYAML and many others still read, has more words and numbers than 1.2: `yes`,
    /// `off`, `0b1`, `1_000`, `8000:22` (base 60), dates.
    ///
    /// - Parameters:
    ///   - text: Any text.
    ///   - inFlow: Whether the scalar stands inside brackets, where commas and brackets need quotes as well.
    /// - Returns: The scalar, without a line break.
    package static func scalar(_ text: String, inFlow: Bool = false) -> String {
        if isPlain(Array(text.utf8), text, inFlow: inFlow) { return text }
        if text.unicodeScalars.allSatisfy(isPrintable) {
            if !text.utf8.contains(UInt8(ascii: "\"")), !text.utf8.contains(UInt8(ascii: "\\")) { return "\"\(text)\"" }
            return singleQuoted(text)
        }
        return doubleQuoted(text)
    }

    /// A string in double quotes, with everything escaped that needs it.
    package static func doubleQuoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
            default: result += escape(scalar)
            }
        }
        return result + "\""
    }

    /// A string without line breaks in single quotes.
    static func singleQuoted(_ text: String) -> String {
        var result = "'"
        for scalar in text.unicodeScalars {
            if scalar == "'" { result += "'" }
            result.unicodeScalars.append(scalar)
        }
        return result + "'"
    }

    /// Whether a character may stand in a scalar of one line as it is (specification, 5.1, without tabs, line breaks and
    /// the byte order mark).
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        let (letter, width) = scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
        return "\\" + letter + String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}

// MARK: - When quotes are needed

extension YAMLText {
    private static func isPlain(_ bytes: [UInt8], _ text: String, inFlow: Bool) -> Bool {
        guard let first = bytes.first, let last = bytes.last else { return false }
        guard first != UInt8(ascii: " "), last != UInt8(ascii: " "), last != UInt8(ascii: ":") else { return false }
        guard text.unicodeScalars.allSatisfy(isPrintable), startsPlain(bytes) else { return false }
        for (byte, next) in zip(bytes, bytes.dropFirst()) {
            if byte == UInt8(ascii: ":"), next == UInt8(ascii: " ") { return false }
            if byte == UInt8(ascii: " "), next == UInt8(ascii: "#") { return false }
        }
        if inFlow, bytes.contains(where: YAMLParser.isFlowIndicator) { return false }
        guard case .string = YAMLSchema.resolve(bytes) else { return false }
        return !isWordOfYAML11(text) && !isNumberOfYAML11(bytes)
    }

    private static func startsPlain(_ bytes: [UInt8]) -> Bool {
        switch bytes[0] {
        case UInt8(ascii: "-"):
            // `-f` and `--flag` are text; `-`, `- x` and `---` are not.
            guard let word = bytes.first(where: { $0 != UInt8(ascii: "-") }) else { return false }
            return word != UInt8(ascii: " ") && !YAMLParser.isFlowIndicator(word)
        case UInt8(ascii: "."): return !bytes.starts(with: "...".utf8)
        case UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"),
            UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""),
            UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "="):
            return false
        default: return true
        }
    }

    private static func isWordOfYAML11(_ text: String) -> Bool {
        switch text {
        case "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "<<":
            true
        default: false
        }
    }

    /// Whether a text is a number or a date of YAML 1.1, or close enough to one that quotes do no harm.
    private static func isNumberOfYAML11(_ bytes: [UInt8]) -> Bool {
        var text = bytes[...]
        if text.first == UInt8(ascii: "+") || text.first == UInt8(ascii: "-") { text.removeFirst() }
        guard let first = text.first, YAMLParser.isDigit(first) || first == UInt8(ascii: ".") else { return false }
        guard text.contains(where: YAMLParser.isDigit) else { return false }
        if first == UInt8(ascii: "0"), let prefix = text.dropFirst().first {
            let digits = text.dropFirst(2).filter { $0 != UInt8(ascii: "_") }
            let radix: UInt32 =
                switch prefix {
                case UInt8(ascii: "b"): 2
                case UInt8(ascii: "o"): 8
                case UInt8(ascii: "x"): 16
                default: 0
                }
            if radix > 0 { return digits.allSatisfy { HexadecimalDigit.value(of: $0).map { $0 < radix } ?? false } }
        }
        return isDate(text) || isDecimalOfYAML11(text)
    }

    /// `2024-01-31`, alone or with a time behind it.
    private static func isDate(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = text.prefix(10).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4 else { return false }
        return parts[0].allSatisfy(YAMLParser.isDigit) && parts[1].allSatisfy(YAMLParser.isDigit)
            && (parts[2].first.map(YAMLParser.isDigit) ?? false)
    }

    /// Digits with `.`, `_` and `:` between them, and perhaps an exponent.
    private static func isDecimalOfYAML11(_ text: ArraySlice<UInt8>) -> Bool {
        let isMantissa = { (byte: UInt8) in
            YAMLParser.isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: ":")
        }
        var rest = text.drop(while: isMantissa)
        guard let letter = rest.first else { return true }
        guard letter | 0x20 == UInt8(ascii: "e") else { return false }
        rest.removeFirst()
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        return !rest.isEmpty && rest.allSatisfy(YAMLParser.isDigit)
    }
}
