extension PythonModule {
    /// Every variable of the environment that the file reads, in order: `os.environ`, `os.getenv`, the callables of
    /// environs, django-environ and python-decouple where they are imported, and fields of pydantic settings classes.
    package var environmentReads: [EnvironmentRead] {
        var reads: [EnvironmentRead] = []
        let libraries: Set<String> = ["environ", "environs", "decouple"]
        let hasLibrary = imports.contains { $0.level == 0 && libraries.contains($0.module) }
        for index in tokens.tokens.indices where tokens.isName(index) {
            if let read = subscriptRead(index) ?? callRead(index, hasLibrary: hasLibrary) { reads.append(read) }
        }
        for type in classes where isSettings(type) { reads += fields(of: type) }
        return reads.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// Whether a class is one of pydantic's settings classes, by the last part of the name of a base.
    package func isSettings(_ type: PythonClass) -> Bool {
        type.bases.contains { $0.name == nil && tokens.isName($0.tokens.upperBound - 1, "BaseSettings") }
    }

    private func subscriptRead(_ index: Int) -> EnvironmentRead? {
        guard tokens.isName(index, "environ"), tokens.isSymbol(index + 1, "["),
            let close = tokens.partner(of: index + 1),
            let name = tokens.stringValue(index + 2..<close)
        else { return nil }
        // `os.environ["X"] = …` sets the variable.
        if tokens.isSymbol(close + 1, "=") { return nil }
        let start = tokens.calleePath(endingAt: index).start
        return EnvironmentRead(
            name: name, range: tokens.range(start..<close + 1), line: tokens.line(index),
            hasDefault: hasAlternative(after: close), defaultValue: alternative(after: close))
    }

    private func callRead(_ index: Int, hasLibrary: Bool) -> EnvironmentRead? {
        guard tokens.isSymbol(index + 1, "(") else { return nil }
        let isEnviron =
            tokens.isName(index, "getenv")
            || (tokens.isName(index, in: ["get", "pop", "setdefault"]) && tokens.isSymbol(index - 1, ".")
                && tokens.isName(index - 2, "environ"))
        let isLibrary =
            hasLibrary
            && ((tokens.isName(index, in: ["env", "config"]) && !tokens.isSymbol(index - 1, "."))
                || (tokens.isSymbol(index - 1, ".") && tokens.isName(index - 2, "env")))
        guard isEnviron || isLibrary, let site = tokens.call(at: index + 1),
            let name = site.firstString ?? site.argument(named: "key")?.stringValue
        else { return nil }
        let positional = isEnviron && site.arguments.count > 1 ? site.arguments[1] : nil
        let fallback = positional ?? site.argument(named: "default")
        let end = site.tokens.upperBound - 1
        let isNone = fallback.map { tokens.isName($0.tokens.lowerBound, "None") && $0.tokens.count == 1 } ?? true
        return EnvironmentRead(
            name: name, range: site.range, line: site.line, hasDefault: !isNone || hasAlternative(after: end),
            defaultValue: isNone ? alternative(after: end) : fallback.flatMap { literal($0.tokens) })
    }

    private func hasAlternative(after index: Int) -> Bool { tokens.isName(index + 1, "or") }

    private func alternative(after index: Int) -> String? {
        hasAlternative(after: index) ? literal(index + 2..<index + 3) : nil
    }

    private func literal(_ indices: Range<Int>) -> String? {
        if let value = tokens.stringValue(indices) { return value }
        guard indices.count == 1 else { return nil }
        let isWord = tokens.isName(indices.lowerBound, in: ["True", "False"])
        return tokens.kind(indices.lowerBound) == .number || isWord ? tokens.spelling(indices.lowerBound) : nil
    }

    /// The fields of a settings class under the names that pydantic-settings reads: the alias, or prefix and field,
    /// in capitals, because names are matched without regard to case ("Settings Management", docs.pydantic.dev).
    private func fields(of type: PythonClass) -> [EnvironmentRead] {
        let own = assignments(in: type.body).filter { $0.function == nil }
        let prefix = environmentPrefix(own)
        return own.compactMap { field -> EnvironmentRead? in
            guard field.annotation != nil, statements[field.statement].parent == type.statement,
                !field.target.hasPrefix("_"), field.target != "model_config", !field.target.contains(".")
            else { return nil }
            let alias = ["validation_alias", "alias", "env"].lazy
                .compactMap { field.call?.argument(named: $0)?.stringValue }.first
            var fallback: Range<Int>? = field.value.isEmpty ? nil : field.value
            if let call = field.call, call.method == "Field" { fallback = fieldDefault(call) }
            if let value = fallback, value.count == 1, tokens.isSymbol(value.lowerBound, "...") { fallback = nil }
            return EnvironmentRead(
                name: alias ?? (prefix + field.target).uppercased(), range: statements[field.statement].range,
                line: field.line, hasDefault: fallback != nil, defaultValue: fallback.flatMap(literal))
        }
    }

    private func fieldDefault(_ call: CallSite) -> Range<Int>? {
        if let first = call.arguments.first, first.name == nil { return first.tokens }
        return (call.argument(named: "default") ?? call.argument(named: "default_factory"))?.tokens
    }

    private func environmentPrefix(_ own: [PythonAssignment]) -> String {
        for field in own {
            if field.target == "env_prefix", let value = field.stringValue { return value }
            if field.target == "model_config", let value = field.call?.argument(named: "env_prefix")?.stringValue {
                return value
            }
        }
        return ""
    }
}
