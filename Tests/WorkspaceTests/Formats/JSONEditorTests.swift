import Testing
import Workspace

@Suite struct JSONEditorTests {
    private func edit(
        _ text: String, _ change: (Document) throws(Diagnostic) -> [TextEdit]
    ) throws(Diagnostic) -> String {
        let document = try JSONParser.parse(Array(text.utf8), path: "a.json", dialect: .withComments)
        let result = try TextEdit.apply(try change(document), to: document.bytes)
        _ = try JSONParser.parse(result, path: "a.json", dialect: .withComments)
        return String(decoding: result, as: UTF8.self)
    }

    @Test(
        arguments: [
            ("{}", "{\n  \"k\": \"v\"\n}"), ("{}\n", "{\n  \"k\": \"v\"\n}\n"), ("{ \n }", "{\n  \"k\": \"v\"\n}"),
            ("{\"a\":1}", "{\"a\":1,\"k\":\"v\"}"), ("{ \"a\": 1 }\n", "{ \"a\": 1, \"k\": \"v\" }\n"),
            ("{ \"a\": 1, }\n", "{ \"a\": 1, \"k\": \"v\", }\n"),
            ("{\n\t\"a\": 1\n}\n", "{\n\t\"a\": 1,\n\t\"k\": \"v\"\n}\n"),
            ("{\r\n    \"a\" : 1\r\n}", "{\r\n    \"a\" : 1,\r\n    \"k\" : \"v\"\r\n}"),
            ("{\n  \"a\": 1 // one\n}", "{\n  \"a\": 1, // one\n  \"k\": \"v\"\n}"),
            ("{\n  \"a\": 1, // one\n}", "{\n  \"a\": 1, // one\n  \"k\": \"v\",\n}"),
            (
                "{\n  \"a\": 1 /* , */ , /* x */\n  // end\n}",
                "{\n  \"a\": 1 /* , */ , /* x */\n  \"k\": \"v\",\n  // end\n}"
            ),
            ("{\n  // nothing yet\n}", "{\n  // nothing yet\n  \"k\": \"v\"\n}"),
            ("{ /* nothing */ }", "{ /* nothing */\n  \"k\": \"v\"\n }"),
            ("\u{FEFF}{\n  \"a\": 1}", "\u{FEFF}{\n  \"a\": 1,\n  \"k\": \"v\"}"),
        ] as [(String, String)])
    func `a member is added in the style of the file`(_ text: String, _ expected: String) throws {
        #expect(
            try edit(text) { document throws(Diagnostic) in
                try JSONEditor.insert("v", forKey: "k", in: document)
            } == expected)
    }

    @Test func `missing objects are created on the way`() throws {
        let text = "{\n    \"a\": {}\n}\n"
        let changed = try edit(text) { document throws(Diagnostic) in
            try JSONEditor.set(["x", "y"], at: ["a", "b", "c"], in: document)
        }
        #expect(
            changed == """
                {
                    "a": {
                        "b": {
                            "c": [
                                "x",
                                "y"
                            ]
                        }
                    }
                }

                """)
    }

    @Test func `a value is replaced and everything else stays`() throws {
        let text = "{ // c\n  \"a\": {\"b\" :  1}, \"z\":[ ] }"
        #expect(
            try edit(text) { document throws(Diagnostic) in try JSONEditor.set(2, at: ["a", "b"], in: document) }
                == "{ // c\n  \"a\": {\"b\" :  2}, \"z\":[ ] }")
    }

    @Test func `setting what is already meant changes nothing`() throws {
        let document = try JSONParser.parse(Array(#"{"a": {"x": [1, "\u0061"], "y": null}}"#.utf8), path: "a.json")
        #expect(try JSONEditor.set(["y": .null, "x": [1, "a"]], at: ["a"], in: document).isEmpty)
        #expect(try JSONEditor.set(["y": .null, "x": [1, "b"]], at: ["a"], in: document).count == 1)
    }

    @Test(
        arguments: [
            ("{\"a\": [\"x\", \"y\"]}\n", "{\"a\": [\"x\", \"y\", \"v\"]}\n"), ("{\"a\":[1,2]}", "{\"a\":[1,2,\"v\"]}"),
            ("{\n  \"a\": [\n    1 // one\n  ]\n}", "{\n  \"a\": [\n    1, // one\n    \"v\"\n  ]\n}"),
            ("{\n  \"a\": []\n}", "{\n  \"a\": [\n    \"v\"\n  ]\n}"),
            ("{\n  \"b\": 1\n}", "{\n  \"b\": 1,\n  \"a\": [\n    \"v\"\n  ]\n}"),
            ("{\"a\": [1, 2, ]}", "{\"a\": [1, 2, \"v\", ]}"),
        ] as [(String, String)])
    func `an element is added in the style of the list`(_ text: String, _ expected: String) throws {
        #expect(
            try edit(text) { document throws(Diagnostic) in
                try JSONEditor.append("v", toArrayAt: ["a"], in: document)
            } == expected)
    }

    @Test func `what stands in the way is reported with its place`() throws {
        let document = try JSONParser.parse(Array("{\n\"a\": 1}".utf8), path: "a.json")
        let path = #expect(throws: Diagnostic.self) { try JSONEditor.set(1, at: ["a", "b"], in: document) }
        #expect(path?.code == "edit/not-object")
        #expect(path?.place == FilePlace("a.json", line: 2, column: 6))
        let list = #expect(throws: Diagnostic.self) { try JSONEditor.append(1, toArrayAt: ["a"], in: document) }
        #expect(list?.code == "edit/not-array")
        let key = #expect(throws: Diagnostic.self) { try JSONEditor.insert(1, forKey: "a", in: document) }
        #expect(key?.code == "edit/key-exists")
    }
}
