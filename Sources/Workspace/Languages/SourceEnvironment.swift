extension SourceCalls {
    /// How languages without a reader of their own ask for a variable of the environment: the ends of callees.
    private static let readers: [SourceLanguage: Set<String>] = [
        .ruby: ["ENV.fetch"], .php: ["getenv", "env"], .java: ["System.getenv"], .kotlin: ["System.getenv"],
        .cSharp: ["Environment.GetEnvironmentVariable"], .rust: ["var", "env.var", "env.var_os", "env", "option_env"],
        .elixir: ["System.get_env", "System.fetch_env!", "System.fetch_env"], .swift: ["Environment.get"],
    ]
    /// The names of maps that hold the environment.
    private static let maps: [SourceLanguage: Set<String>] = [
        .ruby: ["ENV"], .php: ["_ENV", "_SERVER"], .swift: ["environment"],
    ]

    /// Every variable of the environment that the file reads, in order.
    package var environmentReads: [EnvironmentRead] {
        switch tokens.language {
        case .python: return PythonModule(tokens).environmentReads
        case .javaScript, .typeScript, .tsx: return JavaScriptModule(tokens).environmentReads
        case .go: return GoFile(tokens).environmentReads
        default: break
        }
        let names = Self.readers[tokens.language] ?? []
        var reads = calls.compactMap { site in read(site, names) }
        for index in tokens.tokens.indices where tokens.isName(index, in: Self.maps[tokens.language] ?? []) {
            if let read = subscriptRead(index) { reads.append(read) }
        }
        return reads.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private func read(_ site: CallSite, _ names: Set<String>) -> EnvironmentRead? {
        let parts = site.callee.split(separator: ".")
        guard let name = site.firstString, Self.isVariable(name),
            names.contains(site.callee) || names.contains(parts.suffix(2).joined(separator: "."))
        else { return nil }
        let fallback = site.arguments.count > 1 ? site.arguments[1] : nil
        let (hasDefault, value) = alternative(after: site.tokens.upperBound)
        return EnvironmentRead(
            name: name, range: site.range, line: site.line, hasDefault: fallback != nil || hasDefault,
            defaultValue: fallback?.stringValue ?? value)
    }

    private func subscriptRead(_ index: Int) -> EnvironmentRead? {
        guard tokens.isSymbol(index + 1, "["), let close = tokens.partner(of: index + 1),
            let name = tokens.stringValue(index + 2..<close), Self.isVariable(name), !tokens.isSymbol(close + 1, "=")
        else { return nil }
        let (hasDefault, value) = alternative(after: close + 1)
        return EnvironmentRead(
            name: name, range: tokens.range(index..<close + 1), line: tokens.line(index), hasDefault: hasDefault,
            defaultValue: value)
    }

    /// The value after `||`, `??`, `?:` or `.unwrap_or(…)`.
    private func alternative(after index: Int) -> (hasDefault: Bool, value: String?) {
        if tokens.isSymbol(index, "||") || tokens.isSymbol(index, "??") { return (true, tokens.stringValue(index + 1)) }
        if tokens.isSymbol(index, "?"), tokens.isSymbol(index + 1, ":") { return (true, tokens.stringValue(index + 2)) }
        let words: Set<String> = ["unwrap_or", "unwrap_or_else", "unwrap_or_default"]
        return (tokens.isSymbol(index, ".") && tokens.isName(index + 1, in: words), nil)
    }

    /// Whether a text can be the name of a variable; `env('app.name')` of other libraries is none.
    private static func isVariable(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { ByteClass.continuesName($0) && $0 < 0x80 }
    }
}
