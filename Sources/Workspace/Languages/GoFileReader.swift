/// Fills a `GoFile` in one pass over the statements and one over the tokens.
struct GoFileReader {
    private let tokens: SourceTokens
    /// See `GoFile.statements`.
    let statements: SourceStatements
    /// See `GoFile.calls`.
    let calls: [CallSite]
    /// See `GoFile.packageName`.
    private(set) var packageName = ""
    /// See `GoFile.packageEnd`.
    private(set) var packageEnd = 0
    /// See `GoFile.imports`.
    private(set) var imports: [GoImport] = []
    /// See `GoFile.importDeclarations`.
    private(set) var importDeclarations: [Range<Int>] = []
    /// See `GoFile.functions`.
    private(set) var functions: [GoFunction] = []
    /// See `GoFile.assignments`.
    private(set) var assignments: [GoAssignment] = []
    /// See `GoFile.structs`.
    private(set) var structs: [GoStruct] = []
    /// See `GoFile.literals`.
    private(set) var literals: [GoLiteral] = []

    private var callStarts: [Int: Int] = [:]

    /// Cuts the tokens into statements and finds the calls.
    init(_ tokens: SourceTokens) {
        self.tokens = tokens
        statements = StatementReader.statements(of: tokens)
        calls = tokens.calls()
        for (index, site) in calls.enumerated() where callStarts[site.tokens.lowerBound] == nil {
            callStarts[site.tokens.lowerBound] = index
        }
    }

    /// Reads every statement and every literal.
    mutating func run() {
        for (index, statement) in statements.statements.enumerated() { read(index, statement) }
        for index in 0..<tokens.count where tokens.isSymbol(index, "{") { readLiteral(index) }
    }

    private mutating func read(_ index: Int, _ statement: SourceStatement) {
        let first = statement.tokens.lowerBound
        switch tokens.spelling(first) {
        case "package" where statement.parent == nil && packageName.isEmpty:
            packageName = tokens.spelling(first + 1)
            packageEnd = statement.tokens.upperBound
        case "import" where statement.parent == nil:
            importDeclarations.append(statement.tokens)
            readImports(statement.tokens)
        case "func" where statement.parent == nil: readFunction(statement)
        case "type" where !tokens.isSymbol(first + 1, "("): readType(first + 1)
        case "var" where !tokens.isSymbol(first + 1, "("): readVariable(index, statement, first + 1)
        default:
            let opener = statement.block ?? -1
            if tokens.isSymbol(opener, "(") {
                if tokens.isName(opener - 1, "var") { readVariable(index, statement, first) }
                if tokens.isName(opener - 1, "type") { readType(first) }
            } else {
                readAssignment(index, statement)
            }
        }
    }

    private mutating func readImports(_ indices: Range<Int>) {
        for index in indices.dropFirst() {
            guard let path = tokens.stringValue(index) else { continue }
            let hasAlias = tokens.isName(index - 1) && !tokens.isName(index - 1, "import")
            let isDot = tokens.isSymbol(index - 1, ".")
            let start = hasAlias || isDot ? index - 1 : index
            imports.append(
                GoImport(
                    path: path, alias: hasAlias ? tokens.spelling(index - 1) : isDot ? "." : nil,
                    range: tokens.range(start..<index + 1), line: tokens.line(index)))
        }
    }

    private mutating func readFunction(_ statement: SourceStatement) {
        var index = statement.tokens.lowerBound + 1
        var receiver: String?
        if tokens.isSymbol(index, "(") {
            let part = tokens.elements(of: index).first ?? index..<index
            let typeNames = part.filter {
                tokens.isName($0) && !tokens.isSymbol($0 - 1, "[") && !tokens.isSymbol($0 - 1, ",")
            }
            receiver = typeNames.last.map(tokens.spelling)
            index = tokens.next(index)
        }
        guard tokens.isName(index) else { return }
        let name = tokens.spelling(index)
        index += 1
        if tokens.isSymbol(index, "[") { index = tokens.next(index) }
        guard tokens.isSymbol(index, "("), let close = tokens.partner(of: index) else { return }
        let last = statement.tokens.upperBound - 1
        let end = tokens.isSymbol(last, ";") ? last - 1 : last
        guard tokens.isSymbol(end, "}"), let brace = tokens.partner(of: end), brace > close else { return }
        functions.append(
            GoFunction(
                name: name, receiver: receiver, parameters: index + 1..<close, body: brace..<end + 1,
                line: statement.line))
    }

    private mutating func readType(_ name: Int) {
        var index = name + 1
        if tokens.isSymbol(index, "[") { index = tokens.next(index) }
        guard tokens.isName(name), tokens.isName(index, "struct"), tokens.isSymbol(index + 1, "{"),
            let close = tokens.partner(of: index + 1)
        else { return }
        structs.append(
            GoStruct(
                name: tokens.spelling(name), fields: fields(index + 2..<close), body: index + 1..<close + 1,
                line: tokens.line(name)))
    }

    private func fields(_ indices: Range<Int>) -> [GoStruct.Field] {
        var fields: [GoStruct.Field] = []
        var start = indices.lowerBound
        while start < indices.upperBound {
            var end = tokens.next(start)
            while end < indices.upperBound, !tokens.startsLine(end), !tokens.isSymbol(end, ";") {
                end = tokens.next(end)
            }
            fields += field(start..<min(end, indices.upperBound))
            start = tokens.isSymbol(end, ";") ? end + 1 : end
        }
        return fields
    }

    private func field(_ indices: Range<Int>) -> [GoStruct.Field] {
        var names: [String] = []
        var index = indices.lowerBound
        while tokens.isName(index), index < indices.upperBound {
            names.append(tokens.spelling(index))
            index += 1
            guard tokens.isSymbol(index, ","), index < indices.upperBound else { break }
            index += 1
        }
        let label = tokens.stringValue(indices.upperBound - 1)
        let end = label == nil ? indices.upperBound : indices.upperBound - 1
        // An embedded field has a type and no name.
        let isEmbedded = names.isEmpty || index >= end || (names.count == 1 && tokens.isSymbol(index, "."))
        let typeStart = isEmbedded ? indices.lowerBound : index
        guard typeStart < end else { return [] }
        let type = tokens.text.string(in: tokens.range(typeStart..<end))
        let line = tokens.line(indices.lowerBound)
        if isEmbedded { names = [tokens.spelling(end - 1)] }
        return names.map { GoStruct.Field(name: $0, type: type, label: label, line: line) }
    }

    private mutating func readVariable(_ index: Int, _ statement: SourceStatement, _ first: Int) {
        let limit = statement.tokens.upperBound
        var position = first
        var names: [String] = []
        while position < limit, tokens.isName(position) {
            names.append(tokens.spelling(position))
            position += 1
            guard tokens.isSymbol(position, ",") else { break }
            position += 1
        }
        guard !names.isEmpty, position <= limit else { return }
        let equals = tokens.firstIndex(ofSymbol: "=", in: position..<limit)
        let typeTokens = position..<(equals ?? limit)
        add(
            names, true, typeTokens.isEmpty ? nil : tokens.range(typeTokens), (equals.map { $0 + 1 } ?? limit)..<limit,
            index, statement)
    }

    private mutating func readAssignment(_ index: Int, _ statement: SourceStatement) {
        var first = statement.tokens.lowerBound
        let limit = statement.tokens.upperBound
        // `if err := f(); err != nil {` assigns too.
        if tokens.isName(first, "if") || tokens.isName(first, "for") || tokens.isName(first, "switch") { first += 1 }
        var names: [String] = []
        var position = first
        while position < limit, tokens.isName(position) {
            var name = tokens.spelling(position)
            position += 1
            while position + 1 < limit, tokens.isSymbol(position, "."), tokens.isName(position + 1) {
                name += "." + tokens.spelling(position + 1)
                position += 2
            }
            names.append(name)
            guard tokens.isSymbol(position, ",") else { break }
            position += 1
        }
        let declares = tokens.isSymbol(position, ":=")
        guard !names.isEmpty, declares || tokens.isSymbol(position, "="), position < limit else { return }
        let end = tokens.firstIndex(ofSymbol: ";", in: position..<limit) ?? limit
        add(names, declares, nil, min(position + 1, end)..<end, index, statement)
    }

    private mutating func add(
        _ names: [String], _ declares: Bool, _ type: Range<Int>?, _ value: Range<Int>, _ index: Int,
        _ statement: SourceStatement
    ) {
        let first = statement.tokens.lowerBound
        let function = functions.indices.last.flatMap { functions[$0].body.contains(first) ? $0 : nil }
        assignments.append(
            GoAssignment(
                names: names, isDeclaration: declares, type: type, value: value,
                call: value.isEmpty ? nil : callStarts[value.lowerBound].map { calls[$0] }, statement: index,
                function: function,
                line: statement.line))
    }

    private static let startsValue: Set<String> = ["&", "=", ":=", "(", ",", ":", "{", "[", "]", "return"]

    private mutating func readLiteral(_ brace: Int) {
        guard tokens.isName(brace - 1), let close = tokens.partner(of: brace), close > brace else { return }
        let (start, type) = tokens.calleePath(endingAt: brace - 1)
        let isEmptyOrKeyed = close == brace + 1 || tokens.isSymbol(brace + 2, ":")
        // `if x {` and `switch v {` look the same up to the colon; a value stands after one of these.
        guard isEmptyOrKeyed, Self.startsValue.contains(tokens.spelling(start - 1)) else { return }
        literals.append(
            GoLiteral(
                type: type, elements: tokens.elements(of: brace).map(tokens.argument),
                range: tokens.range(start..<close + 1), tokens: start..<close + 1, line: tokens.line(start)))
    }
}
