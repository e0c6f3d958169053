import Support
import Testing
import Workspace

@Suite struct MarkdownDocumentTests {
    private func read(_ text: String) -> MarkdownDocument { MarkdownDocument(Array(text.utf8), path: "x.md") }

    @Test(
        arguments: [
            ("# One", 1, "One"), ("###### Six", 6, "Six"), ("## Two ##", 2, "Two"), ("  ## In", 2, "In"),
            ("Title\n=====", 1, "Title"), ("Title\r\n---\r\n", 2, "Title"), ("## **Bold** `code`", 2, "Bold code"),
            ("#\tTab", 1, "Tab"), ("\u{FEFF}# Mark", 1, "Mark"), ("##", 2, ""), ("# C#", 1, "C#"),
            ("## [Link](#x)", 2, "Link"),
        ] as [(String, Int, String)])
    func `a heading is found in every form that Markdown has`(_ text: String, _ level: Int, _ title: String) throws {
        let heading = try #require(read(text).headings.first)
        #expect(heading.level == level)
        #expect(heading.title == title)
    }

    @Test(arguments: [
        "```\n# no\n```", "~~~~\n# no\n~~~\n# no\n~~~~", "<!--\n# no\n-->", "<!-- # no -->", "    # no", "#no",
        "####### no",
        "> # no", "---\n# no\n---", "- a\n  ```\n  # no\n  ```", "\n---",
    ])
    func `what only looks like a heading is passed over`(_ text: String) {
        #expect(read(text).headings.isEmpty)
    }

    @Test func `a table below an unclosed fence is code, and the place of the fence is known`() {
        let document = read("# A\n\n```\n| a |\n|---|\n")
        #expect(document.tables.isEmpty)
        #expect(document.unclosedBlock == 5)
    }

    @Test func `a section ends at the next heading of its level`() throws {
        let text = "# A\n## B\nb\n### C\nc\n## D\nd\n"
        let document = read(text)
        let section = document.section(of: try #require(document.headings(containing: "b").first))
        #expect(String(decoding: document.bytes[section], as: UTF8.self) == "b\n### C\nc\n")
    }

    @Test(arguments: [
        "| a | b |\n|---|---|\n| 1 | 2 |\n", "a | b\n--- | ---\n1 | 2\n", "| a | b |\r\n| :-- | --: |\r\n| 1 | 2 |\r\n",
        "|a|b|\n|-|-|\n|1|2|", "  | a | b |  \n  |:-:|---|\n  | 1 | 2 |",
        "text\n\n| a | b |\n|---|---|\n| 1 | 2 |\ntext",
    ])
    func `a table is read in every style`(_ text: String) throws {
        let table = try #require(read(text).tables.first)
        #expect(table.header.cells.map(\.text) == ["a", "b"])
        #expect(table.rows.map { $0.cells.map(\.text) } == [["1", "2"]])
    }

    @Test func `an escaped pipe does not end a cell and one behind an escaped backslash does`() throws {
        let table = try #require(read("| a | b |\n|---|---|\n| x\\|y | z\\\\|\n").tables.first)
        #expect(table.rows[0].cells.map(\.text) == ["x|y", "z\\"])
    }

    @Test(arguments: [
        "| a | b |\n\n|---|---|\n", "> | a |\n> |---|\n", "```\n| a |\n|---|\n```", "| a |\n| - x |\n", "a | b",
    ])
    func `what is no table is none`(_ text: String) {
        #expect(read(text).tables.isEmpty)
    }

    @Test func `list items come without bullets and check boxes`() {
        let document = read("- a\n* b\n  + c\n1. d\n2) e\n- [ ] f\n- [x] g\n-h\n- \n**i**\n")
        #expect(document.listItems.map(\.text) == ["a", "b", "c", "d", "e", "f", "g"])
        #expect(document.listItems.map(\.indentation) == [0, 0, 2, 0, 0, 0, 0])
        #expect(document.listItems.map(\.line) == [1, 2, 3, 4, 5, 6, 7])
    }

    @Test func `no mutation of a file makes the reader trap`() {
        let seed = Array(
            "---\nt: x\n---\n# A\n\n| a | b |\r\n|---|:-:|\n| 1 \\| | 2 |\n\n- [ ] x\n```\n~~~\n<!-- -->\nB\n==\n".utf8)
        for bytes in Mutations(of: seed, count: 3000) {
            let document = MarkdownDocument(bytes, path: "x.md")
            for heading in document.headings { #expect(document.section(of: heading).upperBound <= bytes.count) }
            for table in document.tables { #expect(table.lastRow.end <= bytes.count) }
        }
    }
}

@Suite struct MarkdownTextTests {
    @Test(
        arguments: [
            ("plain", "plain"), ("a|b", "a\\|b"), ("a\\|b", "a\\\\\\|b"), ("a\\", "a\\\\"), ("C:\\path", "C:\\path"),
            ("two\nlines", "two lines"), ("two\r\nlines", "two lines"), ("tab\tbed", "tab bed"),
            ("\u{1B}[31mred", "\u{FFFD}\\[31mred"), ("\u{202E}abc", "\u{FFFD}abc"),
            ("pg_dump, daily", "pg_dump, daily"),
            ("__init__", "\\_\\_init\\_\\_"), ("0 2 * * *", "0 2 * * *"), ("*bold*", "\\*bold\\*"), ("`x`", "\\`x\\`"),
            ("<b>", "\\<b>"), ("a < b", "a < b"), ("&amp;", "\\&amp;"), ("R & D", "R & D"), ("[x](y)", "\\[x](y)"),
            ("~~x~~", "\\~\\~x\\~\\~"), ("$(touch x)", "$(touch x)"), ("  padded  ", "padded"), ("-", "-"), ("", ""),
            ("@acme/web", "@acme/web"), ("(shared)", "(shared)"), ("/health, 30s interval", "/health, 30s interval"),
        ] as [(String, String)])
    func `any text becomes one cell`(_ text: String, _ cell: String) {
        #expect(MarkdownText.cell(text) == cell)
    }

    @Test(arguments: [
        "a|b", "a\\|b", "C:\\path", "__init__", "*b*", "`x`", "<b>", "&lt;", "[x](y)", "0 2 * * *", "a\\\\b",
    ])
    func `a cell shows the text that it was made from`(_ text: String) throws {
        let table = MarkdownTable.render(header: ["A", "B"], rows: [[text, text]])
        let read = try #require(MarkdownDocument(Array(table.utf8), path: "x.md").tables.first)
        #expect(read.rows[0].cells.map(\.text) == [text, text])
    }

    @Test(
        arguments: [
            ("**Rate Limit**", "Rate Limit"), ("`WAF`", "WAF"), ("_Health_", "Health"), ("~~Deploy~~", "Deploy"),
            ("[Backup](docs/b.md)", "Backup"), ("pg_dump", "pg_dump"), ("***x***", "x"), ("a * b", "a * b"),
        ] as [(String, String)])
    func `markup around words is taken off for comparing`(_ text: String, _ plain: String) {
        #expect(MarkdownText.withoutMarkup(text) == plain)
    }

    @Test func `a rendered table has the form of the description`() {
        let table = MarkdownTable.render(
            header: ["Package", "Path", "Deploys Independently"], rows: [["web", "apps/web", "Yes"], ["short"]])
        #expect(
            table == """
                | Package | Path | Deploys Independently |
                |---------|------|-----------------------|
                | web | apps/web | Yes |
                | short |  |  |

                """)
    }
}
