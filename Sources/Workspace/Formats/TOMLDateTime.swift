/// Dates and times of TOML, which are those of RFC 3339, with or without their parts.
enum TOMLDateTime {
    /// Which of the four a token is; absent where it is none, or names a day or time that does not exist.
    static func kind(of token: UnsafeBufferPointer<UInt8>) -> DocumentNode.DateTimeKind? {
        var reader = DigitReader(bytes: token)
        guard token.count >= 8 else { return nil }
        if token[2] == UInt8(ascii: ":") {
            return reader.readTime() && reader.isAtEnd ? .localTime : nil
        }
        guard reader.readDate() else { return nil }
        if reader.isAtEnd { return .localDate }
        guard reader.skip("T") || reader.skip("t") || reader.skip(" "), reader.readTime() else { return nil }
        if reader.isAtEnd { return .localDateTime }
        return reader.readOffset() && reader.isAtEnd ? .offsetDateTime : nil
    }
}

/// Reads numbers of a fixed number of digits.
private struct DigitReader {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    var isAtEnd: Bool { position == bytes.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// `2024-02-29`, if the day exists.
    mutating func readDate() -> Bool {
        guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
            let day = number(digits: 2), 1...12 ~= month
        else { return false }
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days: [Int] = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return 1...days[month - 1] ~= day
    }

    /// `07:32:00` with an optional fraction; RFC 3339 allows the leap second `:60`.
    mutating func readTime() -> Bool {
        guard let hour = number(digits: 2), hour < 24, skip(":"), let minute = number(digits: 2), minute < 60,
            skip(":"),
            let second = number(digits: 2), second <= 60
        else { return false }
        guard skip(".") else { return true }
        let start = position
        while number(digits: 1) != nil {}
        return position > start
    }

    /// `Z` or `+01:00`.
    mutating func readOffset() -> Bool {
        if skip("Z") || skip("z") { return true }
        guard skip("+") || skip("-"), let hour = number(digits: 2), hour < 24, skip(":"), let minute = number(digits: 2)
        else { return false }
        return minute < 60
    }

    private mutating func number(digits: Int) -> Int? {
        guard position + digits <= bytes.count else { return nil }
        var value = 0
        for offset in position..<position + digits {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[offset] else { return nil }
            value = value * 10 + Int(bytes[offset] - UInt8(ascii: "0"))
        }
        position += digits
        return value
    }
}
