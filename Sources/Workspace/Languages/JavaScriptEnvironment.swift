extension JavaScriptModule {
    /// Every variable of the environment that the file reads, in order: `process.env`, `Bun.env`, `import.meta.env` by
    /// member, by string and by destructuring, and `Deno.env.get`.
    package var environmentReads: [EnvironmentRead] {
        var reads: [EnvironmentRead] = []
        for index in tokens.tokens.indices where tokens.isName(index, "env") {
            guard let start = environmentStart(index) else { continue }
            if let member = member(after: index, from: start) {
                reads.append(member)
            } else if tokens.isSymbol(start - 1, "="), tokens.isSymbol(start - 2, "}"),
                let opener = tokens.partner(of: start - 2)
            {
                reads += destructured(opener)
            }
        }
        return reads.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// The first token of `process.env`, `Bun.env`, `Deno.env` or `import.meta.env`.
    private func environmentStart(_ index: Int) -> Int? {
        guard tokens.isSymbol(index - 1, ".") || tokens.isSymbol(index - 1, "?.") else { return nil }
        if tokens.isName(index - 2, in: ["process", "Bun", "Deno"]) {
            return tokens.isSymbol(index - 3, ".") && tokens.isName(index - 4, "globalThis") ? index - 4 : index - 2
        }
        return tokens.isName(index - 2, "meta") && tokens.isName(index - 4, "import") ? index - 4 : nil
    }

    private func member(after index: Int, from start: Int) -> EnvironmentRead? {
        var name: String?
        var end = index + 2
        if tokens.isSymbol(index + 1, "["), let close = tokens.partner(of: index + 1) {
            name = tokens.stringValue(index + 2..<close)
            end = close
        } else if tokens.isSymbol(index + 1, ".") || tokens.isSymbol(index + 1, "?."), tokens.isName(index + 2) {
            name = tokens.spelling(index + 2)
            if tokens.isName(index - 2, "Deno") {
                guard tokens.isName(index + 2, "get"), let close = tokens.partner(of: index + 3) else { return nil }
                name = tokens.stringValue(index + 4..<close)
                end = close
            }
        }
        guard let name, !tokens.isSymbol(end + 1, "=") else { return nil }
        var after = end + 1
        if tokens.isSymbol(after, "!") { after += 1 }
        let hasDefault = tokens.isSymbol(after, "||") || tokens.isSymbol(after, "??")
        return EnvironmentRead(
            name: name, range: tokens.range(start..<end + 1), line: tokens.line(index), hasDefault: hasDefault,
            defaultValue: hasDefault ? literal(after + 1) : nil)
    }

    private func destructured(_ opener: Int) -> [EnvironmentRead] {
        tokens.elements(of: opener).compactMap { part in
            guard tokens.isName(part.lowerBound) else { return nil }
            let equals = tokens.firstIndex(ofSymbol: "=", in: part)
            return EnvironmentRead(
                name: tokens.spelling(part.lowerBound), range: tokens.range(part.lowerBound..<part.lowerBound + 1),
                line: tokens.line(part.lowerBound), hasDefault: equals != nil,
                defaultValue: equals.flatMap { literal($0 + 1) })
        }
    }

    private func literal(_ index: Int) -> String? {
        if let value = tokens.stringValue(index) { return value }
        return tokens.kind(index) == .number ? tokens.spelling(index) : nil
    }
}
