import Workspace

/// Adds whole lines to a file of Python at anchors, in its line breaks and its indentation.
struct PythonModuleEditor: Sendable {
    /// The file.
    let module: PythonModule
    private var edits: [TextEdit] = []
    /// 1-based lines before which something was added, one entry for each added line.
    private var added: [Int] = []

    /// Starts with a file as it is.
    init(_ module: PythonModule) { self.module = module }

    /// Adds an import after those at the top.
    mutating func addImport(_ line: String) { add([line], at: module.importAnchor) }

    /// Adds lines after a statement.
    mutating func add(_ lines: [String], afterStatement index: Int) {
        add(lines, at: module.anchor(afterStatement: index))
    }

    /// Adds lines at an anchor.
    mutating func add(_ lines: [String], at anchor: SourceAnchor) {
        edits.append(module.text.insertion(of: lines, at: anchor))
        added += lines.map { _ in anchor.line }
    }

    /// Adds text inside a line.
    mutating func insert(_ text: String, at offset: Int) { edits.append(TextEdit(insert: text, at: offset)) }

    /// Takes the bytes of a range for others.
    mutating func replace(_ range: Range<Int>, with text: String) {
        edits.append(TextEdit(range: range, replacement: text))
    }

    /// Where a line of the file stands after the additions.
    func line(after line: Int) -> Int { line + added.filter { $0 <= line }.count }

    /// The change of the file; nil where nothing was added.
    func change(of path: String, why: String) throws(Diagnostic) -> FileChange? {
        edits.isEmpty ? nil : try .edit(path, original: module.text.bytes, edits: edits, why: why)
    }
}
