/// Questions about single bytes and the operators that they start, shared by the lexers.
enum ByteClass {
    /// Whether a byte can start a name; every byte of a letter outside ASCII can.
    @inline(__always) static func startsName(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    /// Whether a byte is an ASCII digit.
    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// Whether a byte can continue a name.
    @inline(__always) static func continuesName(_ byte: UInt8) -> Bool { startsName(byte) || isDigit(byte) }

    /// The end of a number that starts at an offset; `1.` followed by another dot or a letter is only `1`.
    static func endOfNumber(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end {
            let byte = bytes[index]
            if continuesName(byte) {
                index += 1
            } else if byte == UInt8(ascii: "."), index + 1 < end, isDigit(bytes[index + 1]) {
                index += 1
            } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"), index > start + 0,
                bytes[index - 1] | 0x20 == UInt8(ascii: "e"), index + 1 < end, isDigit(bytes[index + 1]),
                bytes[start] != UInt8(ascii: "0") || bytes[start + 1] | 0x20 != UInt8(ascii: "x")
            {
                index += 1
            } else {
                break
            }
        }
        return max(index, start + 1)
    }

    /// The length of the operator at an offset: one byte for brackets, up to three for `===` or `...`.
    ///
    /// `>>` stays two operators, because it also closes two lists of type arguments.
    static func operatorLength(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
        let first = bytes[start]
        let second = start + 1 < end ? bytes[start + 1] : 0
        let third = start + 2 < end ? bytes[start + 2] : 0
        switch (first, second) {
        case (UInt8(ascii: "."), UInt8(ascii: ".")):
            return third == UInt8(ascii: ".") || third == UInt8(ascii: "<") || third == UInt8(ascii: "=") ? 3 : 2
        case (UInt8(ascii: "="), UInt8(ascii: "=")), (UInt8(ascii: "!"), UInt8(ascii: "=")),
            (UInt8(ascii: "*"), UInt8(ascii: "*")), (UInt8(ascii: "/"), UInt8(ascii: "/")),
            (UInt8(ascii: "?"), UInt8(ascii: "?")), (UInt8(ascii: "|"), UInt8(ascii: "|")),
            (UInt8(ascii: "&"), UInt8(ascii: "&")):
            return third == UInt8(ascii: "=") ? 3 : 2
        case (UInt8(ascii: "<"), UInt8(ascii: "<")):
            return third == UInt8(ascii: "=") ? 3 : 2
        case (UInt8(ascii: "?"), UInt8(ascii: ".")):
            return ByteClass.isDigit(third) ? 1 : 2
        case (UInt8(ascii: "="), UInt8(ascii: ">")), (UInt8(ascii: "-"), UInt8(ascii: ">")),
            (UInt8(ascii: ":"), UInt8(ascii: ":")), (UInt8(ascii: "+"), UInt8(ascii: "+")),
            (UInt8(ascii: "-"), UInt8(ascii: "-")), (UInt8(ascii: "<"), UInt8(ascii: "-")),
            (UInt8(ascii: "|"), UInt8(ascii: ">")), (UInt8(ascii: "<"), UInt8(ascii: ">")):
            return 2
        case (_, UInt8(ascii: "=")):
            return "<>+-*/%&|^:~@".utf8.contains(first) ? 2 : 1
        default: return 1
        }
    }
}
