import Testing
import Workspace

@Suite struct JSONParserTests {
    private func parse(_ text: String, _ dialect: JSONDialect = .strict) throws(Diagnostic) -> Document {
        try JSONParser.parse(Array(text.utf8), path: "a.json", dialect: dialect)
    }

    @Test func `values know their bytes`() throws {
        let document = try parse("{\"a\": [1, \"x\"]}")
        let member = try #require(document.root.members.first)
        #expect(member.keySpan == 1..<4)
        #expect(member.value.span == 6..<14)
        #expect(member.value.elements.map(\.span) == [7..<8, 10..<13])
    }

    @Test func `whole numbers that fit are integers and others keep their text`() throws {
        let elements = try parse("[9223372036854775807, -9223372036854775808, 9223372036854775808, 1.50, 1e2]").root
            .elements
        #expect(elements.map(\.integer) == [Int.max, Int.min, nil, nil, nil])
        #expect(elements.map(\.scalarText)[2...] == ["9223372036854775808", "1.50", "1e2"])
    }

    @Test func `escapes are resolved, pairs of surrogates too`() throws {
        let document = try parse(#"["\"\\\/\b\f\n\r\t\u00e9\uD834\uDD1E", "plain é"]"#)
        #expect(document.root.elements.map(\.string) == ["\"\\/\u{8}\u{c}\n\r\té\u{1D11E}", "plain é"])
    }

    @Test func `the last of several members with one key is found, and all are kept`() throws {
        let root = try parse(#"{"a": 1, "a": 2}"#).root
        #expect(root["a"]?.integer == 2)
        #expect(root.members.count == 2)
    }

    @Test func `comments and trailing commas are read where the dialect has them`() throws {
        let text = "\u{FEFF}// head\n{\"a\": [1, /* b */ 2,], // tail\n}\n/**/"
        #expect(try parse(text, .withComments).root["a"]?.elements.count == 2)
        #expect(throws: Diagnostic.self) { try parse(text) }
    }

    @Test(
        arguments: [
            ("{\n  \"a\": 1,\n}", "json/trailing-comma", 2, 9), ("[1 2]", "json/unexpected", 1, 4),
            ("[", "json/unexpected-end", 1, 2), ("", "json/unexpected-end", 1, 1), ("[01]", "json/number", 1, 2),
            ("[\"a\tb\"]", "json/control-character", 1, 4), ("[\"\\x\"]", "json/escape", 1, 3),
            ("[\"\\ud800\"]", "json/escape", 1, 3), ("[\"a", "json/unterminated-string", 1, 2),
            ("[nul]", "json/unexpected", 1, 2), ("{} x", "json/trailing-content", 1, 4),
            ("// x\n1", "json/comment", 1, 1),
        ] as [(String, String, Int, Int)])
    func `a mistake is reported where it is`(_ text: String, _ code: String, _ line: Int, _ column: Int) {
        let error = #expect(throws: Diagnostic.self) { try parse(text) }
        #expect(error?.code == code)
        #expect(error?.place == FilePlace("a.json", line: line, column: column))
    }

    @Test func `a comma alone is no trailing comma`() {
        #expect(throws: Diagnostic.self) { try parse("[,]", .withComments) }
        #expect(throws: Diagnostic.self) { try parse("{,}", .withComments) }
        #expect(throws: Diagnostic.self) { try parse("[1,,]", .withComments) }
    }

    @Test(arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] as [[UInt8]])
    func `bytes that are no UTF-8 are refused`(_ bytes: [UInt8]) {
        let error = #expect(throws: Diagnostic.self) { try JSONParser.parse(bytes, path: "a.json") }
        #expect(error?.code == "json/encoding")
        #expect(error?.place?.column == 2)
    }

    @Test func `nesting is limited`() throws {
        let limit = JSONParser.maximumDepth
        let nested: (Int) -> String = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
        #expect(throws: Never.self) { try parse(nested(limit)) }
        let error = #expect(throws: Diagnostic.self) { try parse(nested(limit + 1)) }
        #expect(error?.code == "json/too-deep")
    }

    @Test(.timeLimit(.minutes(1)))
    func `five megabytes of members with one key take no quadratic time`() throws {
        let text = "{" + String(repeating: "\"key\": \"value\",\n", count: 350_000) + "\"key\": 1}"
        #expect(try parse(text).root.members.count == 350_001)
    }

    @Test func `every prefix and every changed byte of a document is read or refused`() {
        let bytes = Array(#"{"a": [1.5e3, "\u00e9é", true, null, {"b": -0}]}/**/"#.utf8)
        for count in bytes.indices {
            _ = try? JSONParser.parse(Array(bytes[..<count]), path: "a.json", dialect: .withComments)
            for byte in [0, 0x22, 0x2F, 0x5B, 0x5C, 0x7B, 0xFF] as [UInt8] {
                var changed = bytes
                changed[count] = byte
                if let document = try? JSONParser.parse(changed, path: "a.json", dialect: .withComments) {
                    #expect(document.root.span.upperBound <= changed.count)
                }
            }
        }
    }
}
