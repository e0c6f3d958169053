import Testing
import Workspace

@Suite struct DotenvParserTests {
    @Test func `names, values and lines are read`() {
        let text = """
            # comment
            A=1
            export B = two words # note
              C='single \\n # $x'
            D="double \\n \\"q\\" \\$"
            E=
            F="line 1
            line 2" # note
            G=a#b
            H: yaml style
            I=`back 'quote'`
            J=${A}-x
            export K
            L.m-n=1\r

            """
        let file = DotenvParser.parse(Array(text.utf8), path: ".env")
        let expected: [(String, String, Int)] = [
            ("A", "1", 2), ("B", "two words", 3), ("C", "single \\n # $x", 4), ("D", "double \n \"q\" $", 5),
            ("E", "", 6),
            ("F", "line 1\nline 2", 7), ("G", "a#b", 9), ("H", "yaml style", 10), ("I", "back 'quote'", 11),
            ("J", "${A}-x", 12), ("L.m-n", "1", 14),
        ]
        #expect(file.entries == expected.map { DotenvEntry(name: $0.0, value: $0.1, line: $0.2) })
        #expect(file.warnings.isEmpty)
    }

    @Test func `a line that makes no sense is a warning and the others are read`() {
        let file = DotenvParser.parse(Array("\u{FEFF}A=1\n  what is this\n=x\nB=\"open\nC=2".utf8), path: ".env")
        #expect(file.entries.map(\.name) == ["A", "B", "C"])
        #expect(file.entries.map(\.value) == ["1", "\"open", "2"])
        #expect(file.warnings.map(\.code) == ["dotenv/line", "dotenv/line", "dotenv/quote"])
        #expect(
            file.warnings.map(\.place) == [
                FilePlace(".env", line: 2, column: 3), FilePlace(".env", line: 3, column: 1),
                FilePlace(".env", line: 4, column: 3),
            ])
    }

    @Test func `bytes that are no UTF-8 do not trap`() {
        let file = DotenvParser.parse([0x41, 0x3D, 0xFF, 0x0A, 0xFF, 0x3D, 0x22, 0x5C], path: ".env")
        #expect(file.entries.first?.value == "\u{FFFD}")
    }
}
