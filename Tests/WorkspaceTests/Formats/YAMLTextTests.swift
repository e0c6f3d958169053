import Testing
import Workspace

@Suite struct YAMLTextTests {
    @Test(arguments: [
        "a", "a b", "http://a.b/c?d=e#f", "30s", "-f", "--flag", "a:b", "a#b", "é", "node:20-alpine", "${{ x }}",
        "$PORT",
        "a, b", "10m", "1.2.3-rc1", "it's", "a\"b", "/health", ".env",
    ])
    func `text that is text stays plain`(_ text: String) {
        #expect(YAMLText.scalar(text) == text)
    }

    @Test(arguments: [
        "", " a", "a ", "yes", "No", "on", "OFF", "y", "true", "False", "null", "~", "1", "-1", "+1.5", "0x1F", "0o7",
        "0b1", "1_000", "8000:22", "1:30:00", "1e3", ".5", "1.", "2024-01-31", "2024-01-31T10:00:00Z", ".inf", ".nan",
        "-.INF", "<<", "=", "- a", "-", "---", "...", "? a", "a: b", "a:", "a #b", "#a", "&a", "*a", "!a", "|", ">a",
        "'a'",
        "\"a\"", "%a", "@a", "`a`", "{a}", "[a]", ",a", "a\nb", "a\tb", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}",
        "\u{FEFF}a",
        "\\n: \u{1F}", "it's: \"x\"", "1.2.3", "012",
    ])
    func `text that would be read as something else is quoted`(_ text: String) throws {
        let scalar = YAMLText.scalar(text)
        #expect(scalar.first == "\"" || scalar.first == "'")
        for context in ["\(scalar)", "a: \(scalar) # c", "- \(scalar)", "[\(YAMLText.scalar(text, inFlow: true)), b]"] {
            let root = try YAMLParser.parseSingle(Array(context.utf8), path: "a.yaml").root
            #expect((root["a"] ?? root.elements.first ?? root).string == text)
        }
    }

    @Test func `commas and brackets are quoted inside brackets`() {
        #expect(YAMLText.scalar("a, b", inFlow: true) == "\"a, b\"")
        #expect(YAMLText.scalar("${X}", inFlow: true) == "\"${X}\"")
    }

    @Test(arguments: [
        "a\n", "a\nb", "a\nb\n", "a\n\n", "\na", " a\nb", "a\n b\n", "a\n\n\nb\n", "a\tb\nc", "a\r\nb", "#a\nb",
        "a: b\n- c\n",
    ])
    func `text of several lines is read back as it was`(_ text: String) throws {
        let start = try YAMLParser.parseSingle([], path: "a.yaml")
        let value: YAMLValue = ["a": .string(text), "b": [.string(text), ["c": .string(text)]]]
        let edits = try YAMLEditor.set(value, at: ["k"], in: start)
        let result = try YAMLParser.parseSingle(try TextEdit.apply(edits, to: []), path: "a.yaml").root["k"]
        #expect(result?["a"]?.string == text)
        #expect(result?["b"]?.elements.first?.string == text)
        #expect(result?["b"]?.elements.last?["c"]?.string == text)
    }
}
