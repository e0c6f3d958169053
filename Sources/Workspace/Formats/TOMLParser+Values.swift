// Values of TOML: lists, inline tables, and what stands in no quotes.

extension TOMLParser {
    /// Reads the value at `position` inside of `depth` tables and lists.
    mutating func parseValue(depth: Int) throws(Diagnostic) -> DocumentNode {
        let start = position
        let value: DocumentNode.Value
        switch current {
        case UInt8(ascii: "\""): value = .string(try parseBasicString())
        case UInt8(ascii: "'"): value = .string(try parseLiteralString())
        case UInt8(ascii: "["): value = .sequence(try parseList(depth: depth))
        case UInt8(ascii: "{"): return try parseInlineTable(depth: depth)
        default: value = try parseBareValue()
        }
        return DocumentNode(value, span: start..<position)
    }

    private mutating func parseList(depth: Int) throws(Diagnostic) -> [DocumentNode] {
        guard depth < Self.maximumDepth else { throw tooDeep }
        position += 1
        var elements: [DocumentNode] = []
        while true {
            try skipLines()
            if current == UInt8(ascii: "]") { break }
            elements.append(try parseValue(depth: depth + 1))
            try skipLines()
            guard current == UInt8(ascii: ",") else { break }
            position += 1
        }
        guard current == UInt8(ascii: "]") else { throw unexpected("`,` or `]`") }
        position += 1
        return elements
    }

    private mutating func parseInlineTable(depth: Int) throws(Diagnostic) -> DocumentNode {
        guard depth < Self.maximumDepth else { throw tooDeep }
        let start = position
        let table = TOMLTable(.inline, span: start..<start, depth: depth + 1)
        position += 1
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
        guard current == UInt8(ascii: "}") else { throw unexpected("`,` or `}`") }
        position += 1
        table.span = start..<position
        return table.node
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
