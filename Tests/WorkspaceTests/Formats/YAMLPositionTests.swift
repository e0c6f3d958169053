import Testing
import Workspace

/// Spans, merge keys, and the limits of the YAML parser.
@Suite struct YAMLPositionTests {
    private func document(_ text: String) throws -> Document {
        try YAMLParser.parseSingle(Array(text.utf8), path: "a.yaml")
    }

    private func text(_ span: Range<Int>, in document: Document) -> String {
        String(decoding: document.bytes[span], as: UTF8.self)
    }

    @Test(arguments: [
        ("a: b c # d\n", "b c"), ("a: \"b\"\n", "\"b\""), ("a: 'b'\n", "'b'"), ("a: &x !!str b\n", "b"),
        ("a: [b, c] # d\n", "[b, c]"), ("a:\n  b: 1\n  c: 2 # d\n", "b: 1\n  c: 2"),
        ("a:\n- b\n- c\n", "- b\n- c"), ("a: |\n  b\n  c\n\nd: e\n", "|\n  b\n  c"), ("a: # d\n", ""),
        ("a: b\n  c\n", "b\n  c"),
    ])
    func `a span holds the value as it is written`(_ yaml: String, _ expected: String) throws {
        let document = try document(yaml)
        let member = try #require(document.root.members.first)
        #expect(text(member.value.span, in: document) == expected)
        #expect(text(member.keySpan, in: document) == "a")
    }

    @Test func `places count lines and columns from 1`() throws {
        let document = try document("# c\nservices:\n  web:\n    image: x\n")
        let image = try #require(document.root[path: "services", "web"]?.members.first)
        #expect(document.place(of: image).description == "a.yaml:4:5")
        #expect(document.place(of: image.value).description == "a.yaml:4:12")
    }

    @Test func `an aliased node has the span of its alias`() throws {
        let document = try document("a: &x {b: 1}\nc: *x\n")
        let alias = try #require(document.root["c"])
        #expect(text(alias.span, in: document) == "*x")
        #expect(alias["b"]?.integer == 1)
    }

    @Test func `each document of a file has the spans and lines of the file`() throws {
        let documents = try YAMLParser.parse(Array("---\na: 1\n---\nb: 2\n".utf8), path: "a.yaml")
        let second = try #require(documents.last)
        #expect(try second.place(of: #require(second.root.members.first)).line == 4)
    }

    @Test func `an empty file is a null`() throws {
        guard case .null = try document("").root.value else {
            Issue.record("not a null")
            return
        }
    }

    @Test func `merge keys give way to the members of the mapping and of earlier mappings`() throws {
        let document = try document(
            """
            base: &base {image: a, restart: always}
            more: &more {<<: *base, image: b, tty: true}
            web:
              <<: [*more, {tty: false, user: u}]
              image: c
            """)
        let web = try #require(document.root["web"])
        #expect(web["restart"] == nil)
        #expect(web.mergedMember("image")?.string == "c")
        #expect(web.mergedMember("restart")?.string == "always")
        let resolved = try #require(document.root.resolvingMergeKeys()["web"])
        #expect(resolved.members.map(\.key) == ["image", "tty", "restart", "user"])
        #expect(resolved["tty"]?.boolean == true)
    }

    @Test func `aliases that multiply are refused`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let error = #expect(throws: Diagnostic.self) { try document(text) }
        #expect(error?.code == "yaml/alias-expansion")
    }

    @Test func `aliases that nest too deep are refused`() {
        var text = "a0: &a0 [x]\n"
        for level in 1...300 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        let error = #expect(throws: Diagnostic.self) { try document(text) }
        #expect(error?.code == "yaml/too-deep")
    }

    @Test(arguments: ["[", "{a: ", "- ", "? ", "[a: ", "{? ", "&a [", "a:\n", "!!seq [", "[{a: "])
    func `nesting has a limit`(_ opening: String) throws {
        var text = ""
        if opening.hasSuffix("\n") {
            for level in 0..<1000 { text += String(repeating: " ", count: level) + opening }
        } else {
            text = String(repeating: opening, count: 20000)
        }
        let error = #expect(throws: Diagnostic.self) { try document(text) }
        #expect(error?.code == "yaml/too-deep")
    }

    @Test func `nesting below the limit is read`() throws {
        let count = YAMLParser.maximumDepth - 1
        _ = try document(String(repeating: "- ", count: count) + "a")
        _ = try document(String(repeating: "[", count: count) + String(repeating: "]", count: count))
        var text = ""
        for level in 0..<count { text += String(repeating: " ", count: level) + "a:\n" }
        _ = try document(text)
    }
}
