import Testing
import Workspace

@Suite struct XMLParserTests {
    private func parse(_ text: String) throws(Diagnostic) -> XMLDocument {
        try XMLParser.parse(Array(text.utf8), path: "pom.xml")
    }

    @Test func `elements, attributes and text are read with their bytes`() throws {
        let text =
            "<?xml version=\"1.0\"?>\n<!-- c -->\n<a x='1' y = \"&lt;&#65;&#x42;\"><b/>t&amp;u<![CDATA[<&]]><!-- d --> v</a>\n"
        let document = try parse(text)
        #expect(document.root.name == "a")
        #expect(document.root.attribute("x") == "1")
        #expect(document.root.attribute("y") == "<AB")
        #expect(document.root.text == "t&u<& v")
        #expect(document.place(of: document.root) == FilePlace("pom.xml", line: 3, column: 1))
        let slice: (Range<Int>) -> String = { String(decoding: document.bytes[$0], as: UTF8.self) }
        #expect(document.root.attributes.map { slice($0.span) } == ["x='1'", "y = \"&lt;&#65;&#x42;\""])
        #expect(document.root["b"].map { slice($0.span) } == "<b/>")
        #expect(slice(document.root.contentSpan) == "<b/>t&amp;u<![CDATA[<&]]><!-- d --> v")
    }

    @Test func `a Maven project is found by local names`() throws {
        let text = """
            \u{FEFF}<m:project xmlns:m="http://maven.apache.org/POM/4.0.0">
              <m:modules>
                <m:module> api </m:module>
                <m:module>web</m:module>
              </m:modules>
            </m:project>
            """
        #expect(try parse(text).root["modules"]?.children(named: "module").map(\.trimmedText) == ["api", "web"])
    }

    @Test func `a document type is passed over and expands nothing`() throws {
        let type = "<!DOCTYPE a [<!ENTITY x \"]>\"><!ENTITY y SYSTEM 'file:///etc/passwd'><!-- ]> -->]>"
        #expect(try parse(type + "<a/>").root.name == "a")
        let error = #expect(throws: Diagnostic.self) { try parse(type + "<a>&y;</a>") }
        #expect(error?.code == "xml/entity")
    }

    @Test(
        arguments: [
            ("", "xml/unexpected-end", 1, 1), ("<a>", "xml/unclosed", 1, 1), ("<a>\n</b>", "xml/end-tag", 2, 1),
            ("<a x=1/>", "xml/unexpected", 1, 6), ("<a x='1' x='2'/>", "xml/duplicate-attribute", 1, 10),
            ("<a x='1'y='2'/>", "xml/unexpected", 1, 9), ("<a x='<'/>", "xml/unexpected", 1, 7),
            ("<a>&nbsp;</a>", "xml/entity", 1, 4), ("<a>&#0;</a>", "xml/entity", 1, 4),
            ("<a>& b</a>", "xml/entity", 1, 4),
            ("<a/><b/>", "xml/unexpected", 1, 5), ("<a><!-- -- --></a>", "xml/comment", 1, 9),
            ("<a><![CDATA[</a>", "xml/unclosed", 1, 4), ("<a>\u{1}</a>", "xml/control-character", 1, 4),
            ("text", "xml/unexpected", 1, 1), ("<a", "xml/unexpected-end", 1, 3), ("<1/>", "xml/unexpected", 1, 2),
        ] as [(String, String, Int, Int)])
    func `a mistake is reported where it is`(_ text: String, _ code: String, _ line: Int, _ column: Int) {
        let error = #expect(throws: Diagnostic.self) { try parse(text) }
        #expect(error?.code == code)
        #expect(error?.place == FilePlace("pom.xml", line: line, column: column))
    }

    @Test func `nesting is limited`() throws {
        let error = #expect(throws: Diagnostic.self) { try parse(String(repeating: "<a>", count: 100_000)) }
        #expect(error?.code == "xml/too-deep")
    }

    @Test(.timeLimit(.minutes(1)))
    func `five megabytes take no quadratic time`() throws {
        let text = "<a>" + String(repeating: "<b c='d'>text &amp; more</b>\n", count: 170_000) + "</a>"
        #expect(try parse(text).root.children.count == 170_000)
        let references = "<a>" + String(repeating: "&", count: 1_000_000)
        #expect(throws: Diagnostic.self) { try parse(references) }
    }

    @Test func `every prefix and every changed byte of a document is read or refused`() {
        let bytes = Array("<?x?><!DOCTYPE a []><a b='&#65;'><!-- c --><![CDATA[d]]><e/>\r\n&lt;</a>".utf8)
        for count in bytes.indices {
            _ = try? XMLParser.parse(Array(bytes[..<count]), path: "a.xml")
            for byte in [0, 0x21, 0x22, 0x26, 0x2D, 0x3B, 0x3C, 0x3E, 0x3F, 0x5B, 0x5D, 0xFF] as [UInt8] {
                var changed = bytes
                changed[count] = byte
                if let document = try? XMLParser.parse(changed, path: "a.xml") {
                    #expect(document.root.span.upperBound <= changed.count)
                }
            }
        }
    }
}
