import Testing
import Workspace

/// No input traps, and time grows with the input only.
@Suite struct YAMLRobustnessTests {
    static let seeds: [String] = [
        "a: &x [b, {c: \"d\\n\\\n e\", 'f': *x}] # g\n? - h\n: |+2\n   i\n\n>\n",
        "%TAG !e! tag:a,b:\n--- !e!f\n- &a : b\n-\t\"x\n\n y\"\n... # c\n---\n{? a\n : b, \"c\":d}: e\n",
        "services:\r\n  web:\r\n    command: >-\r\n      a\r\n       b\r\n\r\n      c\r\n    x: !<y> z\r\n",
        "- - - a\n    - ?\n- !!binary |\n  AAAA\n- 'it''s\n\n  b'\n- ~\n- 0x1F\n- -.5e+3\n- .inf\n",
    ]

    /// Bytes that mean something to YAML.
    static let marks: [UInt8] = Array("\t\n\r -?:,]{#&*!>'\"\\a".utf8) + [0xC3]

    @Test(arguments: seeds)
    func `no prefix, no suffix and no changed byte traps`(_ seed: String) {
        let bytes = Array(seed.utf8)
        for offset in bytes.indices {
            check(Array(bytes[..<offset]))
            check(Array(bytes[offset...]))
            for mark in Self.marks {
                check(Array(bytes[..<offset]) + [mark] + bytes[(offset + 1)...])
            }
        }
    }

    /// Whatever is read lies inside the file.
    private func check(_ bytes: [UInt8]) {
        guard let documents = try? YAMLParser.parse(bytes, path: "a.yaml") else { return }
        for document in documents where !isInside(document.root, bytes.count) {
            Issue.record("a span outside of \(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
    }

    private func isInside(_ node: DocumentNode, _ count: Int) -> Bool {
        node.span.upperBound <= count && node.elements.allSatisfy { isInside($0, count) }
            && node.members.allSatisfy { $0.keySpan.upperBound <= count && isInside($0.value, count) }
    }

    static let lines: [(String, String)] = [
        ("", "a\n"), ("", "\n"), ("", "---\n"), ("", "- a\n"), ("", "'"), ("- \"", "\n"), ("- \"", "a \n  "),
        ("- |\n", "  a\n\n"), ("[", "a, "), ("[", "\n"), ("{", "? "), ("", "# c\n"), ("a: |\n", " \n"),
        ("x: ", "a "), ("", "&a "), ("", "!a\n"), ("- ", "[],"), ("", "%A\n"), ("a: >\n", "  b\n   c\n"),
        ("", " "), ("[", "#"), ("", ":"), ("", "? a\n"), ("a: &a b\nc: [", "*a, "), ("", "\"\\\n"),
    ]

    @Test(.timeLimit(.minutes(1)), arguments: lines)
    func `long files take time in proportion`(_ start: String, _ line: String) {
        let text = start + String(repeating: line, count: 300_000 / line.utf8.count)
        _ = try? YAMLParser.parse(Array(text.utf8), path: "a.yaml")
    }
}
