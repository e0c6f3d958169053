import Testing
import Workspace

@Suite struct TOMLEditorTests {
    private func edit(
        _ text: String, _ change: (Document) throws(Diagnostic) -> [TextEdit]
    ) throws(Diagnostic) -> String {
        let document = try TOMLParser.parse(Array(text.utf8), path: "a.toml")
        let result = try TextEdit.apply(try change(document), to: document.bytes)
        _ = try TOMLParser.parse(result, path: "a.toml")
        return String(decoding: result, as: UTF8.self)
    }

    @Test(
        arguments: [
            ("[t]\nk = 1 # one\nb = 2\n", "[t]\nk = \"v\" # one\nb = 2\n"), ("[t]\na = 1", "[t]\na = 1\nk = \"v\""),
            ("[t] # note\n", "[t] # note\nk = \"v\"\n"), ("[t]", "[t]\nk = \"v\""),
            ("[t]\n  a = [\n    1,\n  ] # list\n\n[u]\n", "[t]\n  a = [\n    1,\n  ] # list\n  k = \"v\"\n\n[u]\n"),
            ("[t]\r\na = 1\r\n\r\n[u]\r\n", "[t]\r\na = 1\r\nk = \"v\"\r\n\r\n[u]\r\n"),
            ("a = 1\n", "a = 1\n\n[t]\nk = \"v\"\n"), ("", "[t]\nk = \"v\"\n"), ("a = 1", "a = 1\n\n[t]\nk = \"v\"\n"),
            ("# only\n\n", "# only\n\n[t]\nk = \"v\"\n"),
            ("[t.u]\na = 1\n\n[w]\n", "[t.u]\na = 1\n\n[t]\nk = \"v\"\n\n[w]\n"),
            ("t = { a = 1 }\n", "t = { a = 1, k = \"v\" }\n"), ("t = {}\n", "t = { k = \"v\" }\n"),
            ("a = { t.b = 1 }\n", "a = { t.b = 1 }\n\n[t]\nk = \"v\"\n"),
            ("t.a = 1\nb = 2\n", "t.a = 1\nt.k = \"v\"\nb = 2\n"), ("t.k = 1\nb = 2\n", "t.k = \"v\"\nb = 2\n"),
            ("[[t]]\nk = 1\n[[t]]\na = 1\n", "[[t]]\nk = 1\n[[t]]\na = 1\nk = \"v\"\n"),
            ("[t]\na = 1\n[t.u]\nb = 1\n", "[t]\na = 1\nk = \"v\"\n[t.u]\nb = 1\n"),
        ] as [(String, String)])
    func `a key is set in its table, which is added where it is missing`(_ text: String, _ expected: String) throws {
        #expect(
            try edit(text) { document throws(Diagnostic) in
                try TOMLEditor.set("v", at: ["t", "k"], in: document)
            } == expected)
    }

    @Test(
        arguments: [
            ("a = 1\n[t]\n", "a = 1\nk = \"v\"\n[t]\n"), ("[t]\n", "k = \"v\"\n\n[t]\n"),
            ("# head\n\n[t]\n", "# head\nk = \"v\"\n\n[t]\n"), ("# table\n[t]\n", "k = \"v\"\n\n# table\n[t]\n"),
            ("", "k = \"v\"\n"), ("# head", "# head\nk = \"v\"\n"), ("\u{FEFF}[t]\n", "\u{FEFF}k = \"v\"\n\n[t]\n"),
        ] as [(String, String)])
    func `a key of the root goes above every table`(_ text: String, _ expected: String) throws {
        #expect(
            try edit(text) { document throws(Diagnostic) in
                try TOMLEditor.set("v", at: ["k"], in: document)
            } == expected)
    }

    @Test(
        arguments: [
            ("a = [1, 2]\n", "a = [1, 2, \"v\"]\n"), ("a = []\n", "a = [\"v\"]\n"), ("", "a = [\"v\"]\n"),
            (
                "a = [\n    \"x\", # one\n    \"y\" # two\n]\n",
                "a = [\n    \"x\", # one\n    \"y\", # two\n    \"v\"\n]\n"
            ),
            ("a = [\n  \"x\",\n  # end\n]\n", "a = [\n  \"x\",\n  \"v\",\n  # end\n]\n"),
            ("a = [\n  # none\n]\n", "a = [\n  # none\n    \"v\"\n]\n"),
        ] as [(String, String)])
    func `an element is added in the style of the list`(_ text: String, _ expected: String) throws {
        #expect(
            try edit(text) { document throws(Diagnostic) in
                try TOMLEditor.append("v", toArrayAt: ["a"], in: document)
            } == expected)
    }

    @Test func `a check is added to a fly service, before the next table`() throws {
        let text = """
            app = 'api'

            [http_service]
              internal_port = 8080
              # force_https = true

            [[vm]]
              memory = '1gb'

            """
        let expected = """
            app = 'api'

            [http_service]
              internal_port = 8080
              # force_https = true

            [[http_service.checks]]
              grace_period = "10s"
              path = "/health"

            [[vm]]
              memory = '1gb'

            """
        let changed = try edit(text) { document throws(Diagnostic) in
            try TOMLEditor.addTable(
                ["http_service", "checks"], isArrayElement: true,
                members: [(key: "grace_period", value: "10s"), (key: "path", value: "/health")], in: document)
        }
        #expect(changed == expected)
    }

    @Test func `a further check is written like the one before it`() throws {
        let text = "[a]\n  [[a.b]]\n    x = 1\n  [a.b.c]\n    y = 1\n"
        let changed = try edit(text) { document throws(Diagnostic) in
            try TOMLEditor.append(["x": 2], toArrayAt: ["a", "b"], in: document)
        }
        #expect(changed == text + "\n  [[a.b]]\n    x = 2\n")
    }

    @Test func `a table below dotted keys goes behind their section`() throws {
        let changed = try edit("[f]\na.b = 1\nc = 2\n[g]\n") { document throws(Diagnostic) in
            try TOMLEditor.addTable(["f", "a", "t"], members: [], in: document)
        }
        #expect(changed == "[f]\na.b = 1\nc = 2\n\n[f.a.t]\n\n[g]\n")
    }

    @Test func `a key below dotted keys in braces stays in the braces, behind the last one`() throws {
        let changed = try edit("a = { b.c = 1, d = 2, b.e = 3 }\n") { document throws(Diagnostic) in
            try TOMLEditor.set(4, at: ["a", "b", "f"], in: document)
        }
        #expect(changed == "a = { b.c = 1, d = 2, b.e = 3, b.f = 4 }\n")
    }

    @Test func `keys and strings are quoted where they need it`() throws {
        let changed = try edit("") { document throws(Diagnostic) in
            try TOMLEditor.set(["a b": ["é\"\n\u{7f}", 1.5, true]], at: ["t.u", "", "k"], in: document)
        }
        #expect(changed == "[\"t.u\".\"\"]\nk = { \"a b\" = [\"é\\\"\\n\\u007f\", 1.5, true] }\n")
    }

    @Test func `what stands in the way is reported with its place`() throws {
        let document = try TOMLParser.parse(Array("a = 1\nd = {}\n[b]\n[[c]]\n".utf8), path: "a.toml")
        let codes: [(String, () throws(Diagnostic) -> [TextEdit])] = [
            ("edit/not-object", { () throws(Diagnostic) in try TOMLEditor.set(1, at: ["a", "x"], in: document) }),
            ("edit/is-table", { () throws(Diagnostic) in try TOMLEditor.set(1, at: ["b"], in: document) }),
            ("edit/is-table", { () throws(Diagnostic) in try TOMLEditor.set(1, at: ["c"], in: document) }),
            ("edit/null", { () throws(Diagnostic) in try TOMLEditor.set(.null, at: ["x"], in: document) }),
            ("edit/not-array", { () throws(Diagnostic) in try TOMLEditor.append(1, toArrayAt: ["a"], in: document) }),
            (
                "edit/not-object",
                { () throws(Diagnostic) in try TOMLEditor.addTable(["d", "x"], members: [], in: document) }
            ),
            ("edit/key-exists", { () throws(Diagnostic) in try TOMLEditor.addTable(["b"], members: [], in: document) }),
        ]
        for (code, change) in codes {
            let error = #expect(throws: Diagnostic.self) { try change() }
            #expect(error?.code == code)
        }
        #expect(try TOMLEditor.set(1, at: ["a"], in: document).isEmpty)
    }
}
