/// What a Python file says that matters for finding an application and adding to it.
///
/// Everything is read from tokens: text in strings and comments is never mistaken for code.
package struct PythonModule: Sendable {
    /// The tokens of the file.
    package let tokens: SourceTokens
    /// All statements in order, of every block.
    package let statements: [PythonStatement]
    /// The names that imports bring in, of every block.
    package let imports: [PythonImport]
    /// All functions and methods in order.
    package let functions: [PythonFunction]
    /// All classes in order.
    package let classes: [PythonClass]
    /// Assignments to one name or path, of every block.
    package let assignments: [PythonAssignment]
    /// Every call, in the order of the opening brackets.
    package let calls: [CallSite]

    /// The file.
    package var text: SourceText { tokens.text }

    /// Reads a file.
    package init(_ bytes: [UInt8]) {
        self.init(SourceTokens(bytes, .python))
    }

    /// Reads the tokens of a file.
    init(_ tokens: SourceTokens) {
        var reader = PythonModuleReader(tokens)
        reader.run()
        self.tokens = tokens
        statements = reader.statements
        imports = reader.imports
        functions = reader.functions
        classes = reader.classes
        assignments = reader.assignments
        calls = reader.calls
    }

    /// The index of the statement that holds a byte or, between two, of the one before it.
    package func statement(at offset: Int) -> Int? {
        var low = 0
        var high = statements.count
        while low < high {
            let middle = (low + high) / 2
            if statements[middle].range.lowerBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }

    /// The index of the innermost function that holds a byte.
    package func function(at offset: Int) -> Int? {
        guard let statement = statement(at: offset) else { return nil }
        return functions.lastIndex { $0.body.contains(statement) || $0.statement == statement }
    }

    /// The assignments among some statements.
    package func assignments(in body: Range<Int>) -> ArraySlice<PythonAssignment> {
        func firstIndex(from statement: Int) -> Int {
            var low = 0
            var high = assignments.count
            while low < high {
                let middle = (low + high) / 2
                if assignments[middle].statement < statement { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return assignments[firstIndex(from: body.lowerBound)..<firstIndex(from: body.upperBound)]
    }

    /// Whether a name comes from a module or a part of it: `imports("FastAPI", from: "fastapi")`.
    package func imports(_ name: String, from module: String) -> Bool {
        imports.contains {
            $0.level == 0 && $0.name == name && ($0.module == module || $0.module.hasPrefix(module + "."))
        }
    }

    /// The name under which this file knows what `from module import name` or `import module` brings in, as a call of
    /// it is spelled: `FastAPI`, `fastapi.FastAPI`, `fa.FastAPI`.
    package func spellings(of name: String, from module: String) -> [String] {
        var spellings: [String] = []
        for item in imports where item.level == 0 {
            if item.name == name, item.module == module || item.module.hasPrefix(module + ".") {
                spellings.append(item.local)
            } else if item.name == nil, item.module == module {
                spellings.append(item.local + "." + name)
            }
        }
        return spellings
    }

    /// The `if __name__ == "__main__":` header.
    package var mainGuard: Int? {
        statements.indices.first { index in
            let indices = statements[index].tokens
            return statements[index].parent == nil && tokens.isName(indices.lowerBound, "if")
                && tokens.isName(indices.lowerBound + 1, "__name__") && tokens.isSymbol(indices.lowerBound + 2, "==")
                && tokens.stringValue(indices.lowerBound + 3) == "__main__"
        }
    }

    /// Calls that are whole statements, with or without `await`, and whose callee ends with a method name.
    package func statementCalls(of method: String) -> [CallSite] {
        calls.filter { site in
            guard site.method == method, let index = statement(at: site.range.lowerBound) else { return false }
            let indices = statements[index].tokens
            let first = tokens.isName(indices.lowerBound, "await") ? indices.lowerBound + 1 : indices.lowerBound
            return site.tokens == first..<indices.upperBound
        }
    }
}
