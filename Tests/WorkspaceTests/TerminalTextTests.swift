import Testing
import Workspace

@Suite struct TerminalTextTests {
    @Test(arguments: [
        ("apps/api", "apps/api"), ("größe 名前 👩‍💻", "größe 名前 👩‍💻"), ("a\u{1B}]0;x\u{07}", "a\\u{1B}]0;x\\u{7}"),
        ("a\nb\tc\r", "a\\u{A}b\\u{9}c\\u{D}"), ("a\u{9B}b\u{7F}", "a\\u{9B}b\\u{7F}"),
        ("a\u{202E}b\u{2066}c\u{200B}d\u{FEFF}e\u{2028}", "a\\u{202E}b\\u{2066}c\\u{200B}d\\u{FEFF}e\\u{2028}"),
    ])
    func `what a terminal would obey is written out`(_ text: String, _ safe: String) {
        #expect(TerminalText.sanitised(text) == safe)
    }

    @Test func `text of several lines keeps line feeds and tabs and nothing else`() {
        #expect(TerminalText.sanitised("a\n\tb\r\u{1B}", keepsLines: true) == "a\n\tb\\u{D}\\u{1B}")
    }
}
