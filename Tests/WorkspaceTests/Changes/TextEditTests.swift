import Testing
import Workspace

@Suite struct TextEditTests {
    @Test func `edits are applied in the order of their bytes whatever the order they come in`() throws {
        let edits = [TextEdit(range: 4..<5, replacement: "E"), TextEdit(range: 0..<1, replacement: "")]
        #expect(try TextEdit.apply(edits, to: Array("abcdef".utf8)) == Array("bcdEf".utf8))
    }

    @Test func `insertions at one offset keep their order, and an insertion may touch a replacement`() throws {
        let edits = [
            TextEdit(range: 1..<2, replacement: "B"), TextEdit(insert: "1", at: 1), TextEdit(insert: "2", at: 1),
            TextEdit(insert: "3", at: 2),
        ]
        #expect(try TextEdit.apply(edits, to: Array("abc".utf8)) == Array("a12B3c".utf8))
    }

    @Test(arguments: [[0..<3, 2..<4], [0..<3, 1..<1], [1..<2, 1..<2]])
    func `edits of the same bytes are an error`(_ ranges: [Range<Int>]) {
        let edits = ranges.map { TextEdit(range: $0, replacement: "x") }
        let error = #expect(throws: Diagnostic.self) { try TextEdit.apply(edits, to: Array("abcdef".utf8)) }
        #expect(error?.code == "edit/overlap")
    }

    @Test(arguments: [-1..<0, 3..<4, 4..<4])
    func `an edit outside the bytes is an error`(_ range: Range<Int>) {
        let error = #expect(throws: Diagnostic.self) {
            try TextEdit.apply([TextEdit(range: range, replacement: "")], to: Array("abc".utf8))
        }
        #expect(error?.code == "edit/range")
    }
}
