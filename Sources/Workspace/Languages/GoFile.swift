/// What a Go file says that matters for finding a server and adding to it.
package struct GoFile: Sendable {
    /// The tokens of the file.
    package let tokens: SourceTokens
    /// All statements of every block, and the specifications in groups.
    package let statements: SourceStatements
    /// The name in the package clause; empty without one.
    package let packageName: String
    /// The packages that it imports.
    package let imports: [GoImport]
    /// Functions and methods with a block.
    package let functions: [GoFunction]
    /// Assignments and variables of every block.
    package let assignments: [GoAssignment]
    /// Struct types.
    package let structs: [GoStruct]
    /// Composite literals of named types.
    package let literals: [GoLiteral]
    /// Every call, in the order of the opening brackets.
    package let calls: [CallSite]
    /// Where the import declarations are, as token indices, in order.
    let importDeclarations: [Range<Int>]
    /// The token index after the package clause.
    let packageEnd: Int

    /// The file.
    package var text: SourceText { tokens.text }

    /// Reads a file.
    package init(_ bytes: [UInt8]) {
        self.init(SourceTokens(bytes, .go))
    }

    /// Reads the tokens of a file.
    init(_ tokens: SourceTokens) {
        var reader = GoFileReader(tokens)
        reader.run()
        self.tokens = tokens
        statements = reader.statements
        packageName = reader.packageName
        imports = reader.imports
        functions = reader.functions
        assignments = reader.assignments
        structs = reader.structs
        literals = reader.literals
        calls = reader.calls
        importDeclarations = reader.importDeclarations
        packageEnd = reader.packageEnd
    }

    /// `func main()` of a program.
    package var mainFunction: GoFunction? {
        packageName == "main" ? functions.first { $0.name == "main" && $0.receiver == nil } : nil
    }

    /// The index of the function that holds a token.
    package func function(ofToken token: Int) -> Int? { functions.lastIndex { $0.body.contains(token) } }

    /// The statement that holds a call.
    package func statement(of site: CallSite) -> SourceStatement? {
        statements.index(ofToken: site.tokens.lowerBound).map { statements.statements[$0] }
    }

    /// The name under which this file knows a package; absent if it does not import it.
    package func local(of path: String) -> String? { imports.first { $0.path == path && $0.alias != "_" }?.local }

    /// Calls of methods of one variable or package: `calls(of: ["HandleFunc"], on: "mux")`.
    package func calls(of methods: Set<String>, on receiver: String) -> [CallSite] {
        calls.filter { methods.contains($0.method) && $0.receiver == receiver }
    }

    /// Every variable of the environment that the file reads with package `os`.
    ///
    /// A default is known for `cmp.Or(os.Getenv("X"), "y")` alone; `LookupEnv` tells the program that it is not set,
    /// so that it counts as one.
    package var environmentReads: [EnvironmentRead] {
        guard let os = local(of: "os") else { return [] }
        return calls.compactMap { site in
            let isLookup = site.callee == os + ".LookupEnv"
            guard isLookup || site.callee == os + ".Getenv", let name = site.firstString else { return nil }
            let end = site.tokens.upperBound
            let start = site.tokens.lowerBound
            let isAlternative = tokens.isSymbol(start - 1, "(") && tokens.isName(start - 2, "Or")
            return EnvironmentRead(
                name: name, range: site.range, line: site.line, hasDefault: isLookup || isAlternative,
                defaultValue: isAlternative && tokens.isSymbol(end, ",") ? tokens.stringValue(end + 1) : nil)
        }
    }
}
