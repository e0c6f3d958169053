import Testing
import Workspace

@Suite struct TOMLParserTests {
    private func parse(_ text: String) throws(Diagnostic) -> Document {
        try TOMLParser.parse(Array(text.utf8), path: "a.toml")
    }

    @Test func `tables, dotted keys and arrays of tables make one tree`() throws {
        let root = try parse(
            """
            a.b = 1
            [c.d]
            e = { f.g = "x" } # note
            [[c.list]]
            n = 1
            [c.list.sub]
            [[c.list]]
            """
        ).root
        #expect(root[path: "a", "b"]?.integer == 1)
        #expect(root[path: "c", "d", "e", "f", "g"]?.string == "x")
        #expect(root[path: "c", "list"]?.elements.count == 2)
        #expect(root[path: "c", "list"]?.elements.first?["sub"] != nil)
    }

    @Test func `values and tables know their bytes`() throws {
        let text = "x.y = 1\n[a.b]\nk = \"v\" # c\n\n[[l]]\nm = [1,\n2]\n"
        let document = try parse(text)
        let slice: (DocumentNode?) -> String? = { node in
            node.map { String(decoding: document.bytes[$0.span], as: UTF8.self) }
        }
        #expect(slice(document.root["x"]) == "x.y = 1")
        #expect(slice(document.root["a"]) == "a")
        #expect(slice(document.root[path: "a", "b"]) == "[a.b]\nk = \"v\"")
        #expect(slice(document.root[path: "a", "b", "k"]) == "\"v\"")
        #expect(slice(document.root["l"]?.elements.first) == "[[l]]\nm = [1,\n2]")
    }

    @Test(
        arguments: [
            ("a = 1\na = 2", "toml/duplicate-key", 2, 1), ("a.b = 1\n[a]", "toml/redefinition", 2, 2),
            ("[a]\n[a]", "toml/redefinition", 2, 2), ("a = []\n[[a]]", "toml/redefinition", 2, 3),
            ("a = {}\na.b = 1", "toml/redefinition", 2, 1), ("[a.b]\n[a]\nb.c = 1", "toml/redefinition", 3, 1),
            ("[[a]]\n[a]", "toml/redefinition", 2, 2), ("[a.b]\n[[a]]", "toml/redefinition", 2, 3),
            ("a = 1 b = 2", "toml/unexpected", 1, 7), ("a =", "toml/unexpected-end", 1, 4),
            ("a = 01", "toml/value", 1, 5),
            ("a = 9223372036854775808", "toml/integer-range", 1, 5), ("a = 2023-02-29", "toml/value", 1, 5),
            ("a = \"x", "toml/unterminated-string", 1, 5), ("a = \"\"\"x\n\"\"", "toml/unterminated-string", 1, 5),
            ("a = \"\\x41\"", "toml/escape", 1, 6), ("a = \"\\ud800\"", "toml/escape", 1, 6),
            ("# a\rb", "toml/control-character", 1, 4), ("a = 1\r", "toml/control-character", 1, 6),
            ("a = { b = 1,\n c = 2 }", "toml/unexpected", 1, 13), ("[ [a]]", "toml/unexpected", 1, 3),
        ] as [(String, String, Int, Int)])
    func `a mistake is reported where it is`(_ text: String, _ code: String, _ line: Int, _ column: Int) {
        let error = #expect(throws: Diagnostic.self) { try parse(text) }
        #expect(error?.code == code)
        #expect(error?.place == FilePlace("a.toml", line: line, column: column))
    }

    @Test func `a table made by dotted keys takes sub-tables but no header of its own`() throws {
        let text = "[fruit]\napple.color = 1\napple.taste.sweet = true\n[fruit.apple.texture]\nsmooth = true\n"
        #expect(try parse(text).root[path: "fruit", "apple", "texture", "smooth"]?.boolean == true)
        #expect(throws: Diagnostic.self) { try parse(text + "[fruit.apple.taste]\n") }
    }

    @Test func `keys that differ in their scalars are different keys`() throws {
        #expect(try parse("\"\\u00e9\" = 1\n\"e\\u0301\" = 2").root.members.count == 2)
    }

    @Test func `strings over several lines keep quotes and drop escaped line breaks`() throws {
        let root = try parse("a = \"\"\"\r\none \\\n   \r\n  two\"\"\"\"\"\nb = '''\n'a\\''''\n").root
        #expect(root["a"]?.string == "one two\"\"")
        #expect(root["b"]?.string == "'a\\'")
    }

    @Test(arguments: [
        ("1979-05-27T07:32:00Z", DocumentNode.DateTimeKind.offsetDateTime),
        ("1979-05-27 07:32:00.5+23:59", .offsetDateTime), ("1979-05-27t07:32:60", .localDateTime),
        ("2000-02-29", .localDate), ("23:59:59.999999999", .localTime),
    ])
    func `the four kinds of dates and times are told apart`(_ text: String, _ kind: DocumentNode.DateTimeKind) throws {
        guard case .dateTime(let written, let found) = try parse("a = \(text) # c").root["a"]?.value else {
            Issue.record("no date or time")
            return
        }
        #expect(written == text)
        #expect(found == kind)
    }

    @Test(arguments: [
        "1900-02-29", "1979-13-01", "1979-00-01", "1979-05-27T24:00:00", "07:60:00", "07:32", "07:32:61", "07:32:00.",
        "1979-05-27T07:32:00+24:00", "1979-05-27T07:32:00+01", "1979-05-27T", "1979-5-27", "07:32:00Z",
    ])
    func `days and times that do not exist are refused`(_ text: String) {
        #expect(throws: Diagnostic.self) { try parse("a = \(text)") }
    }

    @Test(arguments: ["0xDEAD_beef", "0o755", "0b1101", "+99", "-0", "1_000", "6.626e-34", "1e06", "-inf", "+nan"])
    func `numbers are read in all their forms`(_ text: String) throws {
        switch try parse("a = \(text)").root["a"]?.value {
        case .integer, .number: break
        default: Issue.record("no number")
        }
    }

    @Test(arguments: [
        "0x", "0x_1", "1__0", "_1", "1_", "+0x1", "0XFF", "1.", ".1", "1.e2", "1e", "1._0", "Inf", "00", "1e1.5", "+-1",
    ])
    func `what is no number is refused`(_ text: String) {
        #expect(throws: Diagnostic.self) { try parse("a = \(text)") }
    }

    @Test func `nesting is limited in lists, keys and headers`() {
        for text in [
            "a = " + String(repeating: "[", count: 100_000), "a = " + String(repeating: "{a=", count: 100_000),
            String(repeating: "a.", count: 100_000) + "a = 1", "[" + String(repeating: "a.", count: 100_000) + "a]",
            String(repeating: "[[a", count: 1) + String(repeating: ".a", count: 300) + "]]",
        ] {
            let error = #expect(throws: Diagnostic.self) { try parse(text) }
            #expect(error?.code == "toml/too-deep")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `five megabytes of keys and tables take no quadratic time`() throws {
        var text = ""
        for index in 0..<120_000 { text += "key-\(index) = \"value\"\n" }
        for index in 0..<60_000 { text += "[[list]]\na.b = \(index)\n[t.s\(index)]\n" }
        #expect(try parse(text).root.members.count == 120_002)
    }

    @Test func `every prefix and every changed byte of a document is read or refused`() {
        let text =
            "a.\"b\" = [1, 2.5e1, { c = 'd' }] # e\r\n[[f.g]]\nh = \"\"\"\ni\\u00e9\\\n\"\"\"\nj = 1979-05-27 07:32:00Z"
        let bytes = Array(text.utf8)
        for count in bytes.indices {
            _ = try? TOMLParser.parse(Array(bytes[..<count]), path: "a.toml")
            for byte in [0, 0x0A, 0x22, 0x27, 0x2E, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0xFF] as [UInt8] {
                var changed = bytes
                changed[count] = byte
                if let document = try? TOMLParser.parse(changed, path: "a.toml") {
                    #expect(document.root.span.upperBound == changed.count)
                }
            }
        }
    }
}
