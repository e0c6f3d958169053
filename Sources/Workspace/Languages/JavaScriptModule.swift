/// What a JavaScript or TypeScript file says that matters for finding an application and adding to it.
///
/// Everything is read from tokens: text in strings, templates, comments and elements is never mistaken for code.
package struct JavaScriptModule: Sendable {
    /// The tokens of the file.
    package let tokens: SourceTokens
    /// All statements of every block.
    package let statements: SourceStatements
    /// The modules that it loads, in every block.
    package let imports: [JavaScriptImport]
    /// The names that it exports.
    package let exports: [JavaScriptExport]
    /// Variables with a value and assignments to a path, in every block.
    package let declarations: [JavaScriptDeclaration]
    /// Functions with a block, in the order of their blocks.
    package let functions: [JavaScriptFunction]
    /// Every call, in the order of the opening brackets.
    package let calls: [CallSite]

    /// The file.
    package var text: SourceText { tokens.text }

    /// Reads a file in one of the three forms of JavaScript.
    package init(_ bytes: [UInt8], _ language: SourceLanguage = .javaScript) {
        self.init(SourceTokens(bytes, language.isJavaScript ? language : .javaScript))
    }

    /// Reads the tokens of a file.
    init(_ tokens: SourceTokens) {
        var reader = JavaScriptModuleReader(tokens)
        reader.run()
        self.tokens = tokens
        statements = reader.statements
        imports = reader.imports
        exports = reader.exports
        declarations = reader.declarations
        functions = reader.functions
        calls = reader.calls
    }

    /// Whether its syntax is that of an ECMAScript module, or of CommonJS; absent where it shows neither.
    package var isModuleSyntax: Bool? {
        if imports.contains(where: { $0.form == .declaration || $0.form == .reexport }) { return true }
        let isESM = exports.contains { tokens.isName(statements.statements[$0.statement].tokens.lowerBound, "export") }
        if isESM { return true }
        return exports.isEmpty && !imports.contains { $0.form == .require } ? nil : false
    }

    /// The statement that holds a call.
    package func statement(of site: CallSite) -> SourceStatement? {
        statements.index(ofToken: site.tokens.lowerBound).map { statements.statements[$0] }
    }

    /// The index of the innermost function that holds a token.
    package func function(ofToken token: Int) -> Int? { functions.lastIndex { $0.body.contains(token) } }

    /// The names under which this file knows an export of a module; `*` and `default` both mean the module itself
    /// where CommonJS and ECMAScript modules meet.
    package func locals(of imported: String, from module: String) -> [String] {
        let isWhole = imported == "default" || imported == "*"
        return imports.filter { $0.module == module || $0.module == "node:" + module }.flatMap(\.bindings)
            .filter { isWhole ? $0.imported == "default" || $0.imported == "*" : $0.imported == imported }
            .map(\.local)
    }

    /// Calls of a method on a variable: `app.get(…)` for `calls(of: ["get"], on: "app")`; parts of a chain such as
    /// `app.route("/x").get(…)` count.
    package func calls(of methods: Set<String>, on receiver: String) -> [CallSite] {
        calls.filter { site in
            methods.contains(site.method)
                && (site.receiver == receiver
                    || site.receiver.hasPrefix(receiver + ".")
                        && site.receiver.hasSuffix("()"))
        }
    }

    /// The statements of a function that return, without those of functions inside it.
    package func returns(of function: Int) -> [SourceStatement] {
        guard functions.indices.contains(function) else { return [] }
        return statements.statements.filter { statement in
            functions[function].body.contains(statement.tokens.lowerBound)
                && tokens.isName(statement.tokens.lowerBound, "return")
                && self.function(ofToken: statement.tokens.lowerBound) == function
        }
    }
}
