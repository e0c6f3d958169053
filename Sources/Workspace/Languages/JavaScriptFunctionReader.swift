/// Finds the functions of a JavaScript file that have a block.
struct JavaScriptFunctionReader {
    /// How far a return type may reach between the parameters and the block.
    private static let maximumReturnType = 64

    private let tokens: SourceTokens
    private var functions: [JavaScriptFunction] = []

    /// The functions in the order of their blocks.
    static func functions(of tokens: SourceTokens) -> [JavaScriptFunction] {
        var reader = JavaScriptFunctionReader(tokens: tokens)
        for index in 0..<tokens.count { reader.read(index) }
        reader.functions.sort { $0.body.lowerBound < $1.body.lowerBound }
        reader.nest()
        return reader.functions
    }

    private init(tokens: SourceTokens) { self.tokens = tokens }

    private mutating func read(_ index: Int) {
        if tokens.isName(index, "function"), !tokens.isSymbol(index - 1, ".") {
            readFunction(index)
        } else if tokens.isSymbol(index, "=>"), tokens.isSymbol(index + 1, "{") {
            readArrow(index)
        } else if tokens.isSymbol(index, "("), tokens.isName(index - 1) {
            readMethod(index)
        }
    }

    private mutating func readFunction(_ keyword: Int) {
        var opener = keyword + 1
        if tokens.isSymbol(opener, "*") { opener += 1 }
        var name = ""
        if tokens.isName(opener) {
            name = tokens.spelling(opener)
            opener += 1
        }
        let limit = opener + Self.maximumReturnType
        while opener < limit, !tokens.isSymbol(opener, "(") { opener += 1 }
        guard let brace = block(after: opener) else { return }
        let isAsync = tokens.isName(keyword - 1, "async")
        if name.isEmpty { name = self.name(before: isAsync ? keyword - 1 : keyword) }
        add(name, isAsync: isAsync, opener: opener, brace: brace)
    }

    private mutating func readArrow(_ arrow: Int) {
        var first = arrow - 1
        var opener: Int?
        let limit = max(0, arrow - Self.maximumReturnType)
        // Over a return type, back to the bracket that closes the parameters.
        var position = first
        while position > limit, !tokens.isSymbol(position, ")"), !tokens.isSymbol(position, "=") { position -= 1 }
        if tokens.isSymbol(position, ")"), position == first || tokens.isSymbol(position + 1, ":") {
            opener = tokens.partner(of: position)
            first = opener ?? first
        }
        let isAsync = tokens.isName(first - 1, "async")
        add(name(before: isAsync ? first - 1 : first), isAsync: isAsync, opener: opener, brace: arrow + 1)
    }

    private static let headerWords: Set<String> = [
        "if", "for", "while", "switch", "catch", "with", "function", "await", "return",
    ]

    private mutating func readMethod(_ opener: Int) {
        guard !tokens.isName(opener - 1, in: Self.headerWords), !tokens.isSymbol(opener - 2, "."),
            !tokens.isName(opener - 2, "function"), !tokens.isName(opener - 2, "new"),
            !tokens.isSymbol(opener - 2, "*") || !tokens.isName(opener - 3, "function"),
            let brace = block(after: opener)
        else { return }
        add(tokens.spelling(opener - 1), isAsync: tokens.isName(opener - 2, "async"), opener: opener, brace: brace)
    }

    /// The brace of the block after parameters, over a return type.
    private func block(after opener: Int) -> Int? {
        guard tokens.isSymbol(opener, "("), let closer = tokens.partner(of: opener) else { return nil }
        if tokens.isSymbol(closer + 1, "{") { return closer + 1 }
        guard tokens.isSymbol(closer + 1, ":") else { return nil }
        var index = closer + 2
        let limit = index + Self.maximumReturnType
        while index < limit, index < tokens.count {
            if tokens.isSymbol(index, ";") || tokens.isSymbol(index, "=>") || tokens.isSymbol(index, ",") { return nil }
            let isTypeLiteral =
                tokens.isSymbol(index - 1, ":") || tokens.isSymbol(index - 1, "|") || tokens.isSymbol(index - 1, "<")
            if tokens.isSymbol(index, "{"), !isTypeLiteral { return index }
            if tokens.isSymbol(index, "<") {
                index += 1
                continue
            }
            index = tokens.next(index)
        }
        return nil
    }

    private func name(before index: Int) -> String {
        guard tokens.isSymbol(index - 1, "=") || tokens.isSymbol(index - 1, ":") else { return "" }
        // Over a type annotation as in `const f: Handler = () => {`.
        if tokens.isName(index - 2), tokens.isSymbol(index - 3, ":"), tokens.isName(index - 4) {
            return tokens.spelling(index - 4)
        }
        return tokens.isName(index - 2) ? tokens.spelling(index - 2) : ""
    }

    private mutating func add(_ name: String, isAsync: Bool, opener: Int?, brace: Int) {
        guard let close = tokens.partner(of: brace) else { return }
        var parameters = brace..<brace
        if let opener, let closer = tokens.partner(of: opener), closer > opener { parameters = opener + 1..<closer }
        functions.append(
            JavaScriptFunction(
                name: name, isAsync: isAsync, parameters: parameters, body: brace..<close + 1, enclosing: nil,
                line: tokens.line(brace)))
    }

    private mutating func nest() {
        var open: [Int] = []
        for index in functions.indices {
            while let last = open.last, functions[last].body.upperBound <= functions[index].body.lowerBound {
                open.removeLast()
            }
            functions[index].enclosing = open.last
            open.append(index)
        }
    }
}
