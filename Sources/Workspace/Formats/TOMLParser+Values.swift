// Values of TOML: lists, inline tables, and what stands in no quotes.

extension TOMLParser {
    // What recurses holds no messages: each of them would make every level of nesting need more of the stack.
    /// Reads the value at `position` inside of `depth` tables and lists.
    mutating func parseValue(depth: Int) throws(Diagnostic) -> DocumentNode {
        switch current {
        case UInt8(ascii: "["): return try parseList(depth: depth)
        case UInt8(ascii: "{"): return try parseInlineTable(depth: depth)
        default: return try parseScalar()
        }
    }

    private mutating func parseScalar() throws(Diagnostic) -> DocumentNode {
        let start = position
        let value: DocumentNode.Value
        switch current {
        case UInt8(ascii: "\""): value = .string(try parseBasicString())
        case UInt8(ascii: "'"): value = .string(try parseLiteralString())
        default: value = try parseBareValue()
        }
        return DocumentNode(value, span: start..<position)
    }

    private mutating func parseList(depth: Int) throws(Diagnostic) -> DocumentNode {
        let start = position
        try enter(depth: depth)
        var elements: [DocumentNode] = []
        while true {
            try skipLines()
            if current == UInt8(ascii: "]") { break }
            elements.append(try parseValue(depth: depth + 1))
            try skipLines()
            guard current == UInt8(ascii: ",") else { break }
            position += 1
        }
        try close(UInt8(ascii: "]"), "`,` or `]`")
        return DocumentNode(.sequence(elements), span: start..<position)
    }

    private mutating func parseInlineTable(depth: Int) throws(Diagnostic) -> DocumentNode {
        let start = position
        try enter(depth: depth)
        let table = TOMLTable(.inline, span: start..<start, depth: depth + 1)
        skipSpaces()
        if current != UInt8(ascii: "}") {
            while true {
                skipSpaces()
                try parsePair(into: table)
                skipSpaces()
                guard current == UInt8(ascii: ",") else { break }
                position += 1
            }
        }
        try close(UInt8(ascii: "}"), "`,` or `}`")
        table.span = start..<position
        return table.node
    }

    private mutating func enter(depth: Int) throws(Diagnostic) {
        guard depth < Self.maximumDepth else { throw tooDeep }
        position += 1
    }

    private mutating func close(_ bracket: UInt8, _ expected: String) throws(Diagnostic) {
        guard current == bracket else { throw unexpected(expected) }
        position += 1
    }

    private mutating func parseBareValue() throws(Diagnostic) -> DocumentNode.Value {
        let start = position
        skipToken()
        // `1979-05-27 07:32:00`: a space may stand between date and time.
        if position - start == 10, bytes[start + 4] == UInt8(ascii: "-"), current == UInt8(ascii: " "),
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte(ahead: 1)
        {
            position += 1
            skipToken()
        }
        let token = UnsafeBufferPointer(rebasing: bytes[start..<position])
        if token.isEmpty { throw unexpected("a value") }
        do throws(TOMLScalar.Problem) {
            return try TOMLScalar.value(of: token)
        } catch {
            throw failure(error.code, error.message, at: start, remedy: error.remedy)
        }
    }

    private mutating func skipToken() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: ","),
                UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#"):
                return
            default: position += 1
            }
        }
    }
}
