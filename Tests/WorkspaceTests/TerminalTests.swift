import Testing
import Workspace

@Suite struct TerminalTests {
    @Test(arguments: [
        ("apps/api", "apps/api"), ("größe 名前 👩‍💻", "größe 名前 👩‍💻"), ("a\u{1B}]0;x\u{07}", "a\\u{1B}]0;x\\u{7}"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"), ("a\u{9B}b\u{7F}", "a\\u{9B}b\\u{7F}"),
        ("a\u{202E}b\u{2066}c\u{200B}d\u{FEFF}e\u{2028}", "a\\u{202E}b\\u{2066}c\\u{200B}d\\u{FEFF}e\\u{2028}"),
    ])
    func `what a terminal would obey is written out`(_ text: String, _ safe: String) {
        #expect(Terminal.sanitised(text, keepsLines: false) == safe)
    }

    @Test func `text of several lines keeps line feeds and tabs and nothing else`() {
        #expect(Terminal.sanitised("a\n\tb\r\u{1B}", keepsLines: true) == "a\n\tb\\r\\u{1B}")
    }
}
