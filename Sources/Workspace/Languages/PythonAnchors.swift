extension PythonModule {
    /// Where an import can be added: after the last import of the block at the top.
    ///
    /// The block is the docstring, `from __future__`, imports, and `try` or `if` blocks that hold imports; it ends at
    /// the first other statement. Without imports the anchor is after the docstring, or at the first line that is no
    /// comment at the very top.
    package var importAnchor: SourceAnchor {
        var last: Int?
        for index in statements.indices where statements[index].parent == nil {
            let start = statements[index].tokens.lowerBound
            if tokens.isName(start, "import") || tokens.isName(start, "from") {
                last = index
            } else if index == 0, tokens.kind(start) == .string {
                last = index
            } else if isImportBlock(index) {
                last = statements[index].body.upperBound - 1
            } else if !isSetting(index) {
                break
            }
        }
        if let last { return anchor(afterStatement: last, indentation: "") }
        return text.anchor(beforeLineOf: firstCodeLine, indentation: "")
    }

    /// The anchor on the line after a statement and, for a header, after its whole block.
    package func anchor(afterStatement index: Int, indentation: String? = nil) -> SourceAnchor {
        guard statements.indices.contains(index) else { return text.anchor(afterLineOf: text.count, indentation: "") }
        let own = indentation ?? text.indentation(at: statements[index].range.lowerBound)
        let last = max(index, statements[index].body.upperBound - 1)
        return text.anchor(afterLineOf: max(statements[last].range.upperBound - 1, 0), indentation: own)
    }

    /// The anchor on the line before a statement; for a decorated function, before its first decorator.
    package func anchor(beforeStatement index: Int) -> SourceAnchor {
        guard statements.indices.contains(index) else { return text.anchor(beforeLineOf: 0) }
        var first = index
        while first > 0, tokens.isSymbol(statements[first - 1].tokens.lowerBound, "@"),
            statements[first - 1].parent == statements[index].parent
        {
            first -= 1
        }
        return text.anchor(beforeLineOf: statements[first].range.lowerBound)
    }

    /// The anchor at the end of a function's own block: before its last `return`, if that is its last statement.
    ///
    /// Absent for a function whose body is on the line of its header.
    package func anchor(atEndOf function: PythonFunction) -> SourceAnchor? {
        let own = function.body.filter { statements[$0].parent == function.statement }
        guard let last = own.last else { return nil }
        if tokens.isName(statements[last].tokens.lowerBound, "return") { return anchor(beforeStatement: last) }
        return anchor(afterStatement: last)
    }

    /// The indices of the `return` statements of a function, without those of functions inside it.
    package func returns(of function: PythonFunction) -> [Int] {
        let inner = functions.filter { $0.statement != function.statement && function.body.contains($0.statement) }
        return function.body.filter { index in
            tokens.isName(statements[index].tokens.lowerBound, "return")
                && !inner.contains { $0.body.contains(index) }
        }
    }

    /// A `try`, `except`, `else`, `finally` or `if` block that holds imports and nothing but what belongs to them.
    private func isImportBlock(_ index: Int) -> Bool {
        let words: Set<String> = ["try", "except", "else", "finally", "if", "with"]
        guard tokens.isName(statements[index].tokens.lowerBound, in: words), !statements[index].body.isEmpty else {
            return false
        }
        let isContinuation = !tokens.isName(statements[index].tokens.lowerBound, in: ["try", "if", "with"])
        if isContinuation { return true }
        return statements[index].body.contains { inner in
            let start = statements[inner].tokens.lowerBound
            return tokens.isName(start, "import") || tokens.isName(start, "from")
        }
    }

    /// Statements that may stand between imports: `__version__ = "1"`, `load_dotenv()`, `sys.path.insert(…)`.
    private func isSetting(_ index: Int) -> Bool {
        let start = statements[index].tokens.lowerBound
        let words: Set<String> = ["load_dotenv", "sys", "warnings", "pass"]
        return tokens.isName(start, in: words) || tokens.spelling(start).hasPrefix("__")
    }

    private var firstCodeLine: Int {
        if let first = statements.first { return first.range.lowerBound }
        return text.count
    }
}
