/// Fills a `JavaScriptModule` in one pass over the statements and one over the tokens.
struct JavaScriptModuleReader {
    private let tokens: SourceTokens
    /// See `JavaScriptModule.statements`.
    let statements: SourceStatements
    /// See `JavaScriptModule.calls`.
    let calls: [CallSite]
    /// See `JavaScriptModule.functions`.
    let functions: [JavaScriptFunction]
    /// See `JavaScriptModule.imports`.
    private(set) var imports: [JavaScriptImport] = []
    /// See `JavaScriptModule.exports`.
    private(set) var exports: [JavaScriptExport] = []
    /// See `JavaScriptModule.declarations`.
    private(set) var declarations: [JavaScriptDeclaration] = []

    /// The first call that starts at a token.
    private var callStarts: [Int: Int] = [:]
    /// The functions around the statement that is being read, and the next one that may start.
    private var enclosing: [Int] = []
    private var nextFunction = 0

    /// Cuts the tokens into statements and finds calls and functions.
    init(_ tokens: SourceTokens) {
        self.tokens = tokens
        statements = StatementReader.statements(of: tokens)
        calls = tokens.calls()
        functions = JavaScriptFunctionReader.functions(of: tokens)
        for (index, site) in calls.enumerated() where callStarts[site.tokens.lowerBound] == nil {
            callStarts[site.tokens.lowerBound] = index
        }
    }

    /// Reads every statement and every loading call.
    mutating func run() {
        for (index, statement) in statements.statements.enumerated() {
            follow(statement.tokens.lowerBound)
            read(index, statement)
        }
        for token in tokens.tokens.indices { readLoad(token) }
        imports.sort { ($0.statement, $0.module) < ($1.statement, $1.module) }
    }

    private mutating func follow(_ token: Int) {
        while nextFunction < functions.count, functions[nextFunction].body.lowerBound < token {
            enclosing.append(nextFunction)
            nextFunction += 1
        }
        while let last = enclosing.last, functions[last].body.upperBound <= token { enclosing.removeLast() }
    }

    private mutating func read(_ index: Int, _ statement: SourceStatement) {
        let first = statement.tokens.lowerBound
        switch tokens.spelling(first) {
        case "import": readImport(index, statement)
        case "export": readExport(index, statement)
        case "const", "let", "var":
            readDeclarations(index, statement, from: first, isExported: false)
        default: readAssignment(index, statement)
        }
    }

    // MARK: - Imports

    private mutating func readImport(_ index: Int, _ statement: SourceStatement) {
        var position = statement.tokens.lowerBound + 1
        guard !tokens.isSymbol(position, "("), !tokens.isSymbol(position, ".") else { return }
        if let module = tokens.stringValue(position) {
            return addImport(module, .declaration, [], false, index, statement.line)
        }
        let isType =
            tokens.isName(position, "type") && !tokens.isName(position + 1, "from")
            && !tokens.isSymbol(position + 1, ",") && !tokens.isSymbol(position + 1, "=")
        if isType { position += 1 }
        var bindings: [JavaScriptBinding] = []
        while position < statement.tokens.upperBound, !tokens.isName(position, "from") || bindings.isEmpty {
            if tokens.isSymbol(position, "{") {
                bindings += names(inBraces: position, separator: "as")
            } else if tokens.isSymbol(position, "*"), tokens.isName(position + 1, "as") {
                bindings.append(JavaScriptBinding(imported: "*", local: tokens.spelling(position + 2)))
                position += 2
            } else if tokens.isName(position) {
                if tokens.isSymbol(position + 1, "=") { return }
                bindings.append(JavaScriptBinding(imported: "default", local: tokens.spelling(position)))
            }
            position = tokens.next(position)
            if tokens.isName(position, "from") { break }
        }
        guard let module = tokens.stringValue(position + 1), position + 1 < statement.tokens.upperBound else { return }
        addImport(module, .declaration, bindings, isType, index, statement.line)
    }

    /// The names in `{ a, b as c, type D }` or, with `:`, in `{ a, b: c = 1 }`.
    private func names(inBraces opener: Int, separator: String) -> [JavaScriptBinding] {
        tokens.elements(of: opener).compactMap { part in
            var first = part.lowerBound
            if tokens.isName(first, "type"), tokens.isName(first + 1), !tokens.isName(first + 1, "as"), part.count > 1 {
                first += 1
            }
            guard tokens.isName(first) || tokens.kind(first) == .string else { return nil }
            let name = tokens.stringValue(first) ?? tokens.spelling(first)
            let isRenamed = tokens.isName(first + 1, separator) || tokens.isSymbol(first + 1, separator)
            let hasLocal = isRenamed && first + 2 < part.upperBound && tokens.isName(first + 2)
            return JavaScriptBinding(imported: name, local: hasLocal ? tokens.spelling(first + 2) : name)
        }
    }

    private mutating func addImport(
        _ module: String, _ form: JavaScriptImport.Form, _ bindings: [JavaScriptBinding], _ isType: Bool, _ index: Int,
        _ line: Int
    ) {
        imports.append(
            JavaScriptImport(
                module: module, form: form, bindings: bindings, isTypeOnly: isType, statement: index, line: line))
    }

    /// `require("x")` and `import("x")`, wherever they are.
    private mutating func readLoad(_ token: Int) {
        guard tokens.isSymbol(token + 1, "("), tokens.isName(token, "require") || tokens.isName(token, "import"),
            !tokens.isSymbol(token - 1, "."), let close = tokens.partner(of: token + 1),
            let module = tokens.stringValue(token + 2), let index = statements.index(ofToken: token)
        else { return }
        let statement = statements.statements[index]
        let isRequire = tokens.isName(token, "require")
        addImport(
            module, isRequire ? .require : .dynamic, bindings(of: token, close, statement), false, index,
            tokens.line(token))
    }

    private func bindings(of load: Int, _ close: Int, _ statement: SourceStatement) -> [JavaScriptBinding] {
        var equals = load - 1
        if tokens.isName(equals, "await") { equals -= 1 }
        guard tokens.isSymbol(equals, "="), equals > statement.tokens.lowerBound else { return [] }
        if tokens.isSymbol(equals - 1, "}"), let opener = tokens.partner(of: equals - 1) {
            return names(inBraces: opener, separator: ":")
        }
        guard tokens.isName(equals - 1) else { return [] }
        // `require("x").Router` binds a member; `require("x")()` binds what the module returns, which is no export.
        if tokens.isSymbol(close + 1, ".") {
            let isCalled = tokens.isSymbol(close + 3, "(")
            let binding = JavaScriptBinding(imported: tokens.spelling(close + 2), local: tokens.spelling(equals - 1))
            return isCalled ? [] : [binding]
        }
        if tokens.isSymbol(close + 1, "(") { return [] }
        return [JavaScriptBinding(imported: "*", local: tokens.spelling(equals - 1))]
    }

    // MARK: - Exports

    private mutating func readExport(_ index: Int, _ statement: SourceStatement) {
        let first = statement.tokens.lowerBound + 1
        switch tokens.spelling(first) {
        case "default":
            let isName = tokens.isName(first + 1) && statement.tokens.upperBound <= first + 3
            let named = tokens.isName(first + 1, "function") || tokens.isName(first + 1, "class") ? first + 2 : nil
            let local =
                isName ? tokens.spelling(first + 1) : named.flatMap { tokens.isName($0) ? tokens.spelling($0) : nil }
            addExport("default", local, index, statement)
        case "const", "let", "var": readDeclarations(index, statement, from: first, isExported: true)
        case "{", "*",
            "type" where !tokens.isName(first + 1):
            readExportList(index, statement, first)
        case "async", "function", "class", "abstract", "enum":
            var name = first
            while tokens.isName(name, in: ["async", "function", "class", "abstract", "enum"])
                || tokens.isSymbol(name, "*")
            { name += 1 }
            if tokens.isName(name) { addExport(tokens.spelling(name), tokens.spelling(name), index, statement) }
        default: break
        }
    }

    private mutating func readExportList(_ index: Int, _ statement: SourceStatement, _ start: Int) {
        let first = tokens.isName(start, "type") ? start + 1 : start
        let list = tokens.isSymbol(first, "{") ? names(inBraces: first, separator: "as") : []
        let from = tokens.isSymbol(first, "{") ? tokens.next(first) : first + (tokens.isName(first + 1, "as") ? 3 : 1)
        if tokens.isName(from, "from"), let module = tokens.stringValue(from + 1) {
            addImport(module, .reexport, [], first != start, index, statement.line)
            for name in list { addExport(name.local, nil, index, statement) }
        } else {
            for name in list { addExport(name.local, name.imported, index, statement) }
        }
    }

    private mutating func addExport(_ name: String, _ local: String?, _ index: Int, _ statement: SourceStatement) {
        exports.append(JavaScriptExport(name: name, local: local, statement: index, line: statement.line))
    }

    // MARK: - Variables

    private mutating func readDeclarations(
        _ index: Int, _ statement: SourceStatement, from keyword: Int, isExported: Bool
    ) {
        let limit = endWithoutSemicolon(statement)
        guard keyword + 1 < limit else { return }
        for part in tokens.elements(in: keyword + 1..<limit) {
            guard tokens.isName(part.lowerBound),
                let equals = tokens.firstIndex(ofSymbol: "=", in: part), equals + 1 < part.upperBound
            else { continue }
            let name = tokens.spelling(part.lowerBound)
            addDeclaration(
                name, tokens.spelling(keyword), isExported, equals + 1..<part.upperBound, index,
                tokens.line(part.lowerBound))
            if isExported { addExport(name, name, index, statement) }
        }
    }

    private mutating func readAssignment(_ index: Int, _ statement: SourceStatement) {
        let limit = endWithoutSemicolon(statement)
        var end = statement.tokens.lowerBound
        guard tokens.isName(end) else { return }
        var name = tokens.spelling(end)
        end += 1
        while end + 1 < limit, tokens.isSymbol(end, "."), tokens.isName(end + 1) {
            name += "." + tokens.spelling(end + 1)
            end += 2
        }
        guard tokens.isSymbol(end, "="), end + 1 < limit else { return }
        let value = end + 1..<limit
        if name == "module.exports" || name.hasPrefix("exports.") || name.hasPrefix("module.exports.") {
            readCommonExport(index, statement, name, value)
        }
        addDeclaration(name, nil, false, value, index, statement.line)
    }

    private mutating func readCommonExport(
        _ index: Int, _ statement: SourceStatement, _ name: String, _ value: Range<Int>
    ) {
        let single = value.count == 1 && tokens.isName(value.lowerBound) ? tokens.spelling(value.lowerBound) : nil
        guard name == "module.exports" else {
            let last = name.split(separator: ".").last.map(String.init) ?? name
            return addExport(last, single, index, statement)
        }
        guard tokens.isSymbol(value.lowerBound, "{") else { return addExport("default", single, index, statement) }
        for binding in names(inBraces: value.lowerBound, separator: ":") {
            addExport(binding.imported, binding.local, index, statement)
        }
    }

    private mutating func addDeclaration(
        _ name: String, _ keyword: String?, _ isExported: Bool, _ value: Range<Int>, _ index: Int, _ line: Int
    ) {
        var first = value.lowerBound
        while tokens.isName(first, "await") || tokens.isName(first, "new") { first += 1 }
        declarations.append(
            JavaScriptDeclaration(
                name: name, keyword: keyword, isExported: isExported, value: value,
                call: value.isEmpty ? nil : callStarts[first].map { calls[$0] }, stringValue: tokens.stringValue(value),
                statement: index,
                function: enclosing.last, line: line))
    }

    private func endWithoutSemicolon(_ statement: SourceStatement) -> Int {
        tokens.isSymbol(statement.tokens.upperBound - 1, ";")
            ? statement.tokens.upperBound - 1 : statement.tokens.upperBound
    }
}
