/// Fills a `PythonModule` in one pass over the statements.
struct PythonModuleReader {
    private let tokens: SourceTokens
    /// See `PythonModule.statements`.
    let statements: [PythonStatement]
    /// See `PythonModule.calls`.
    let calls: [CallSite]
    /// See `PythonModule.imports`.
    private(set) var imports: [PythonImport] = []
    /// See `PythonModule.functions`.
    private(set) var functions: [PythonFunction] = []
    /// See `PythonModule.classes`.
    private(set) var classes: [PythonClass] = []
    /// See `PythonModule.assignments`.
    private(set) var assignments: [PythonAssignment] = []

    private var decorators: [PythonDecorator] = []
    /// The functions around the statement that is being read.
    private var enclosing: [Int] = []
    /// The first call that starts at a token.
    private var callStarts: [Int: Int] = [:]

    /// Cuts the tokens into statements and finds the calls.
    init(_ tokens: SourceTokens) {
        self.tokens = tokens
        statements = PythonStatementReader.statements(of: tokens)
        calls = tokens.calls()
        for (index, site) in calls.enumerated() where callStarts[site.tokens.lowerBound] == nil {
            callStarts[site.tokens.lowerBound] = index
        }
    }

    /// Reads every statement.
    mutating func run() {
        for index in statements.indices {
            while let last = enclosing.last, functions[last].body.upperBound <= index { enclosing.removeLast() }
            let start = statements[index].tokens.lowerBound
            if tokens.isSymbol(start, "@") {
                readDecorator(index)
                continue
            }
            switch tokens.spelling(start) {
            case "import": readImport(index)
            case "from": readFromImport(index)
            case "def": readFunction(index, name: start + 1)
            case "async" where tokens.isName(start + 1, "def"): readFunction(index, name: start + 2)
            case "class": readClass(index)
            default: readAssignment(index)
            }
            decorators = []
        }
    }

    private mutating func readImport(_ index: Int) {
        let statement = statements[index]
        for part in tokens.elements(in: statement.tokens.lowerBound + 1..<statement.tokens.upperBound) {
            let (module, end) = dottedName(part.lowerBound, part.upperBound)
            guard !module.isEmpty else { continue }
            let alias = tokens.isName(end, "as") && end + 1 < part.upperBound ? tokens.spelling(end + 1) : nil
            let root = module.split(separator: ".").first.map(String.init) ?? module
            imports.append(
                PythonImport(
                    module: module, level: 0, name: nil, local: alias ?? root, statement: index, line: statement.line))
        }
    }

    private mutating func readFromImport(_ index: Int) {
        let statement = statements[index]
        let limit = statement.tokens.upperBound
        var position = statement.tokens.lowerBound + 1
        var level = 0
        while tokens.isSymbol(position, ".") || tokens.isSymbol(position, "...") || tokens.isSymbol(position, "..") {
            level += tokens.spelling(position).utf8.count
            position += 1
        }
        var module = ""
        if !tokens.isName(position, "import") { (module, position) = dottedName(position, limit) }
        guard tokens.isName(position, "import"), position + 1 < limit else { return }
        position += 1
        let names: [Range<Int>] =
            tokens.isSymbol(position, "(") ? tokens.elements(of: position) : tokens.elements(in: position..<limit)
        for part in names {
            let name = tokens.spelling(part.lowerBound)
            let isAlias = tokens.isName(part.lowerBound + 1, "as") && part.count > 2
            imports.append(
                PythonImport(
                    module: module, level: level, name: name,
                    local: isAlias ? tokens.spelling(part.lowerBound + 2) : name, statement: index,
                    line: statement.line))
        }
    }

    private func dottedName(_ start: Int, _ limit: Int) -> (name: String, end: Int) {
        guard start < limit, tokens.isName(start) else { return ("", start) }
        var name = tokens.spelling(start)
        var index = start + 1
        while index + 1 < limit, tokens.isSymbol(index, "."), tokens.isName(index + 1) {
            name += "." + tokens.spelling(index + 1)
            index += 2
        }
        return (name, index)
    }

    private mutating func readDecorator(_ index: Int) {
        let statement = statements[index]
        let (name, end) = dottedName(statement.tokens.lowerBound + 1, statement.tokens.upperBound)
        decorators.append(
            PythonDecorator(
                name: name, call: tokens.isSymbol(end, "(") ? tokens.call(at: end) : nil, range: statement.range,
                line: statement.line))
    }

    private mutating func readFunction(_ index: Int, name: Int) {
        let statement = statements[index]
        guard name < statement.tokens.upperBound, tokens.isName(name) else { return }
        var opener = name + 1
        if tokens.isSymbol(opener, "[") { opener = tokens.next(opener) }
        let closer = tokens.partner(of: opener) ?? opener
        let inside = opener + 1..<max(opener + 1, closer)
        functions.append(
            PythonFunction(
                name: tokens.spelling(name), isAsync: tokens.isName(statement.tokens.lowerBound, "async"),
                decorators: decorators, parameters: tokens.elements(of: opener).map(tokens.argument),
                parametersRange: inside.isEmpty
                    ? (tokens.token(closer)?.start ?? 0)..<(tokens.token(closer)?.start ?? 0) : tokens.range(inside),
                statement: index, body: statement.body, enclosing: enclosing.last, line: statement.line))
        enclosing.append(functions.count - 1)
    }

    private mutating func readClass(_ index: Int) {
        let statement = statements[index]
        let name = statement.tokens.lowerBound + 1
        guard name < statement.tokens.upperBound, tokens.isName(name) else { return }
        var opener = name + 1
        if tokens.isSymbol(opener, "[") { opener = tokens.next(opener) }
        let bases = tokens.isSymbol(opener, "(") ? tokens.elements(of: opener).map(tokens.argument) : []
        classes.append(
            PythonClass(
                name: tokens.spelling(name), bases: bases, statement: index, body: statement.body, line: statement.line)
        )
    }

    private mutating func readAssignment(_ index: Int) {
        let statement = statements[index]
        let limit = statement.tokens.upperBound
        let (target, end) = dottedName(statement.tokens.lowerBound, limit)
        guard !target.isEmpty, end < limit else { return }
        var annotation: Range<Int>?
        var equals = end
        if tokens.isSymbol(end, ":") {
            equals = tokens.firstIndex(ofSymbol: "=", in: end + 1..<limit) ?? limit
            guard equals > end + 1 else { return }
            annotation = tokens.range(end + 1..<equals)
        } else if !tokens.isSymbol(end, "=") {
            return
        }
        let value = min(equals + 1, limit)..<limit
        let first = tokens.isName(value.lowerBound, "await") ? value.lowerBound + 1 : value.lowerBound
        assignments.append(
            PythonAssignment(
                target: target, annotation: annotation, value: value,
                call: value.isEmpty ? nil : callStarts[first].map { calls[$0] },
                stringValue: tokens.stringValue(value), statement: index, function: enclosing.last,
                line: statement.line))
    }
}
