/// One simple statement of Python, or the header of a compound one.
package struct PythonStatement: Sendable, Hashable {
    /// Its token indices, without the end of the line.
    package var tokens: Range<Int>
    /// Its bytes, without indentation and line break.
    package var range: Range<Int>
    /// The 1-based line on which it starts.
    package var line: Int
    /// The column at which its line starts, with a tab up to the next multiple of eight.
    package var column: Int
    /// The index of the header in whose block it is; absent at the top of the module.
    package var parent: Int?
    /// The indices of all statements inside its block, however deep; empty for a simple statement.
    package var body: Range<Int>
}

/// Cuts tokens into statements and finds the blocks by their indentation.
struct PythonStatementReader {
    private let tokens: SourceTokens
    private var statements: [PythonStatement] = []
    /// The headers whose blocks may still be open.
    private var headers: [Int] = []

    /// The statements of a file in order.
    static func statements(of tokens: SourceTokens) -> [PythonStatement] {
        var reader = PythonStatementReader(tokens: tokens)
        reader.run()
        return reader.statements
    }

    private init(tokens: SourceTokens) { self.tokens = tokens }

    private mutating func run() {
        var start = 0
        var index = 0
        while index < tokens.count {
            let isEnd = tokens.kind(index) == .newline
            if isEnd || tokens.isSymbol(index, ";") {
                if index > start { add(start..<index) }
                start = index + 1
                index += 1
            } else {
                index = tokens.next(index)
            }
        }
        if tokens.count > start { add(start..<tokens.count) }
        closeBlocks(downTo: -1)
    }

    private mutating func add(_ indices: Range<Int>) {
        let range = tokens.range(indices)
        let isSecondOnLine = tokens.isSymbol(indices.lowerBound - 1, ";")
        let column = isSecondOnLine ? statements.last?.column ?? 0 : self.column(at: range.lowerBound)
        closeBlocks(downTo: column)
        let index = statements.count
        statements.append(
            PythonStatement(
                tokens: indices, range: range, line: tokens.text.line(of: range.lowerBound), column: column,
                parent: headers.last, body: index + 1..<index + 1))
        if tokens.isSymbol(indices.upperBound - 1, ":") { headers.append(index) }
    }

    private mutating func closeBlocks(downTo column: Int) {
        while let header = headers.last, statements[header].column >= column || column < 0 {
            statements[header].body = header + 1..<statements.count
            headers.removeLast()
        }
    }

    private func column(at offset: Int) -> Int {
        let bytes = tokens.text.bytes
        var column = 0
        for byte in bytes[tokens.text.lineStart(of: offset)..<offset] {
            switch byte {
            case UInt8(ascii: " "): column += 1
            case UInt8(ascii: "\t"): column = (column / 8 + 1) * 8
            default: return column
            }
        }
        return column
    }
}
