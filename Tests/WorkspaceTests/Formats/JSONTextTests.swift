import Testing
import Workspace

@Suite struct JSONTextTests {
    @Test func `objects are pretty-printed with two spaces and a final newline`() {
        let value: JSONValue = ["b": [1, 2.5, true, []], "a": ["x": .null, "y": [:]]]
        let expected = """
            {
              "b": [
                1,
                2.5,
                true,
                []
              ],
              "a": {
                "x": null,
                "y": {}
              }
            }

            """
        #expect(JSONText.encode(value) == expected)
        #expect(
            JSONText.encode(value, sortedKeys: true, compact: true) == #"{"a":{"x":null,"y":{}},"b":[1,2.5,true,[]]}"#)
    }

    @Test func `slashes stay, control characters are escaped, and numbers that JSON lacks are null`() {
        #expect(JSONText.quote("a/b é \"\\\n\u{1}\u{7f}\u{8}") == #""a/b é \"\\\n\u0001\u007f\b""#)
        #expect(JSONText.encode([.number(.infinity), .number(.nan)], compact: true) == "[null,null]")
    }

    @Test func `what is written is read back`() throws {
        let text = String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init)))
        let written = JSONText.encode(.object([(key: text, value: .string(text))]))
        let member = try #require(try JSONParser.parse(Array(written.utf8), path: "a.json").root.members.first)
        #expect(member.key == text)
        #expect(member.value.string == text)
    }
}
