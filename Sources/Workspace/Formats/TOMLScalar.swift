/// Values of TOML that stand in no quotes: truth values, numbers, dates and times.
enum TOMLScalar {
    /// Why a token is no value.
    struct Problem: Error {
        /// The part of the code behind `toml/`.
        var code: String
        /// What is wrong, for a `Diagnostic`.
        var message: String
        /// What to do about it.
        var remedy: String
    }

    /// The value of a token.
    ///
    /// - Throws: What is wrong with it.
    static func value(of token: UnsafeBufferPointer<UInt8>) throws(Problem) -> DocumentNode.Value {
        let text = String(decoding: token, as: UTF8.self)
        switch text {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "inf", "+inf": return .number(.infinity, text: text)
        case "-inf": return .number(-.infinity, text: text)
        case "nan", "+nan", "-nan": return .number(.nan, text: text)
        default: break
        }
        if let kind = TOMLDateTime.kind(of: token) { return .dateTime(text, kind) }
        if let integer = try integer(token) { return .integer(integer) }
        if let number = float(token) { return .number(number, text: text) }
        throw Problem(
            code: "value", message: "`\(text.prefix(40))` is no value",
            remedy: "put text into quotes; numbers, dates and times are written as TOML 1.0 says")
    }

    /// The value of a whole number; absent where the token is none.
    ///
    /// - Throws: If it does not fit 64 bits, which TOML asks to report.
    private static func integer(_ token: UnsafeBufferPointer<UInt8>) throws(Problem) -> Int64? {
        var digits = token[...]
        var radix: UInt32 = 10
        var isNegative = false
        if token.count > 2, token[0] == UInt8(ascii: "0"), let prefixed = self.radix(of: token[1]) {
            radix = prefixed
            digits = digits.dropFirst(2)
        } else if let sign = token.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            digits = digits.dropFirst()
        }
        guard isDigits(digits, radix: radix) else { return nil }
        guard radix != 10 || digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
        var value: Int64 = 0
        for byte in digits where byte != UInt8(ascii: "_") {
            let digit = Int64(HexadecimalDigit.value(of: byte) ?? 0)
            let (product, overflow) = value.multipliedReportingOverflow(by: Int64(radix))
            let (sum, carry) =
                isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            guard !overflow, !carry else {
                throw Problem(
                    code: "integer-range", message: "a whole number that does not fit 64 bits",
                    remedy: "write it as a string")
            }
            value = sum
        }
        return value
    }

    private static func radix(of letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "x"): 16
        case UInt8(ascii: "o"): 8
        case UInt8(ascii: "b"): 2
        default: nil
        }
    }

    /// Whether bytes are digits of a base, with underscores only between two of them.
    private static func isDigits(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, radix: UInt32) -> Bool {
        var wasDigit = false
        for byte in bytes {
            if byte == UInt8(ascii: "_") {
                guard wasDigit else { return false }
                wasDigit = false
            } else {
                guard let digit = HexadecimalDigit.value(of: byte), digit < radix else { return false }
                wasDigit = true
            }
        }
        return wasDigit
    }

    /// The value of `whole[.fraction][e[sign]exponent]`; absent where the token is something else.
    private static func float(_ token: UnsafeBufferPointer<UInt8>) -> Double? {
        var rest = token[...]
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        if let mark = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            var exponent = rest[(mark + 1)...]
            if exponent.first == UInt8(ascii: "-") || exponent.first == UInt8(ascii: "+") {
                exponent = exponent.dropFirst()
            }
            guard isDigits(exponent, radix: 10) else { return nil }
            rest = rest[..<mark]
        }
        if let point = rest.firstIndex(of: UInt8(ascii: ".")) {
            guard isDigits(rest[(point + 1)...], radix: 10) else { return nil }
            rest = rest[..<point]
        }
        guard isDigits(rest, radix: 10), rest.count == 1 || rest.first != UInt8(ascii: "0") else { return nil }
        return Double(String(decoding: token.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self))
    }
}
