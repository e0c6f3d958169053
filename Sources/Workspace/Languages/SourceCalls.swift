/// A name with a place: an import, a type.
package struct SourceName: Sendable, Hashable {
    /// The name or path as it is written, without spaces.
    package var name: String
    /// Its bytes.
    package var range: Range<Int>
    /// The 1-based line.
    package var line: Int
}

/// An annotation, attribute or decorator: `@GetMapping("/x")`, `[HttpGet("x")]`, `#[get("/x")]`.
package struct SourceAnnotation: Sendable, Hashable {
    /// Its name with its path.
    package var name: String
    /// Its arguments, if it has brackets.
    package var call: CallSite?
    /// The token index of its name.
    package var token: Int
    /// The 1-based line.
    package var line: Int
}

/// What can be read of any language from tokens alone: calls, imports, annotations, types, variables of the environment.
///
/// Python, JavaScript and Go have readers that know more.
package struct SourceCalls: Sendable {
    /// The tokens of the file.
    package let tokens: SourceTokens
    /// Every call in order; in Ruby and Elixir also those without brackets that start a line, as `get '/x' do`.
    package let calls: [CallSite]
    /// What it imports: packages, namespaces, files, as they are written.
    package let imports: [SourceName]
    /// Annotations and attributes.
    package let annotations: [SourceAnnotation]
    /// Classes, structs, records, modules.
    package let types: [SourceName]

    /// Reads a file.
    package static func scan(_ bytes: [UInt8], _ language: SourceLanguage) -> SourceCalls {
        SourceCalls(SourceTokens(bytes, language))
    }

    /// Reads the tokens of a file.
    init(_ tokens: SourceTokens) {
        self.tokens = tokens
        let hasCommands = tokens.language == .ruby || tokens.language == .elixir
        let bracketed = tokens.calls()
        let commands = hasCommands ? tokens.commandCalls() : []
        calls = (bracketed + commands).sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
        imports = tokens.importedNames(commands)
        annotations = tokens.tokens.indices.compactMap { tokens.annotation(at: $0) }
        types = tokens.tokens.indices.compactMap { tokens.type(at: $0) }
    }

    /// The calls of these callees: `calls(named: "app.get", "app.post")`.
    package func calls(named names: String...) -> [CallSite] { calls.filter { names.contains($0.callee) } }

    /// The calls of these methods, on anything.
    package func calls(ofMethods methods: Set<String>) -> [CallSite] { calls.filter { methods.contains($0.method) } }
}

extension SourceTokens {
    private static let typeWords: Set<String> = [
        "class", "struct", "record", "object", "module", "defmodule", "interface",
    ]
    /// Words that start a line of Ruby or Elixir and are no calls.
    private static let statementWords: Set<String> = [
        "if", "unless", "while", "until", "def", "defp", "defmodule", "class", "module", "return", "do", "end", "else",
        "elsif", "when", "case", "begin", "rescue", "ensure", "for", "fn", "and", "or", "not", "then", "yield", "cond",
    ]
    /// Words that end the arguments of a call without brackets.
    private static let endingWords: Set<String> = ["do", "if", "unless", "while", "until", "rescue"]

    /// The first words of imports.
    private var importWords: Set<String> {
        switch language {
        case .cSharp: ["using"]
        case .php, .rust: ["use"]
        case .java, .kotlin, .swift: ["import"]
        default: []
        }
    }

    /// Calls without brackets at the start of a line.
    func commandCalls() -> [CallSite] {
        var sites: [CallSite] = []
        for first in tokens.indices where isName(first) && startsLine(first) {
            guard !isName(first, in: Self.statementWords) else { continue }
            var last = first
            while last - first < 16, isSymbol(last + 1, "."), isName(last + 2) { last += 2 }
            guard startsArgument(last + 1) else { continue }
            var end = last + 1
            while end < count, !isName(end, in: Self.endingWords) || isSymbol(end + 1, ":") {
                if end > last + 1, startsLine(end), !isSymbol(end - 1, ","), !isSymbol(end - 1, "=>") { break }
                end = next(end)
            }
            sites.append(
                CallSite(
                    callee: calleePath(endingAt: last).path, isConstruction: false,
                    arguments: elements(in: last + 1..<end).map(argument), tokens: first..<end, opener: last,
                    range: range(first..<end), line: line(first)))
        }
        return sites
    }

    private func startsArgument(_ index: Int) -> Bool {
        guard let token = token(index), !startsLine(index) else { return false }
        switch token.kind {
        case .string, .templateHead, .number: return true
        case .name: return !isName(index, in: Self.statementWords) && !isName(index, in: Self.endingWords)
        // `:name` is a symbol; `a : b` is an operator.
        case .symbol: return isSymbol(index, ":") && isName(index + 1) && self.token(index + 1)?.start == token.end
        default: return false
        }
    }

    /// What a file imports, by the first word of a line.
    func importedNames(_ commands: [CallSite]) -> [SourceName] {
        let commandWords: Set<String> =
            language == .ruby ? ["require", "require_relative"] : ["use", "import", "alias"]
        var names: [SourceName] = commands.filter { commandWords.contains($0.callee) }.compactMap { site in
            guard let first = site.arguments.first else { return nil }
            return SourceName(
                name: first.stringValue ?? text.string(in: first.value), range: first.value, line: site.line)
        }
        let words = importWords
        for index in tokens.indices where !words.isEmpty && isName(index, in: words) {
            let isFirst = startsLine(index) || isSymbol(index - 1, ";") || isName(index - 1, in: ["global", "pub"])
            if isFirst, let name = importedName(after: index) { names.append(name) }
        }
        return names
    }

    private func importedName(after word: Int) -> SourceName? {
        var start = word + 1
        while isName(start, in: ["static", "function", "const", "struct", "class", "func"]), isName(start + 1) {
            start += 1
        }
        if isSymbol(start + 1, "=") { start += 2 }
        var end = start
        while end < count, end - start < 64, !isSymbol(end, ";"), !isSymbol(end, "{"), !isName(end, "as") {
            if isSymbol(end, "(") || isSymbol(end, "=") { return nil }
            if end > start, startsLine(end) || (isName(end) && isName(end - 1)) { break }
            end += 1
        }
        while end > start, isSymbol(end - 1, "::") || isSymbol(end - 1, "\\") { end -= 1 }
        guard end > start, !isName(start, "var") else { return nil }
        return SourceName(
            name: (start..<end).map(spelling).joined(), range: range(start..<end), line: line(word))
    }

    /// The annotation whose name is at an index.
    func annotation(at index: Int) -> SourceAnnotation? {
        guard isName(index), opensAnnotation(index) else { return nil }
        var last = index
        while last - index < 16, isSymbol(last + 1, ".") || isSymbol(last + 1, "::"), isName(last + 2) { last += 2 }
        return SourceAnnotation(
            name: (index...last).map(spelling).joined(), call: isSymbol(last + 1, "(") ? call(at: last + 1) : nil,
            token: index, line: line(index))
    }

    private func opensAnnotation(_ index: Int) -> Bool {
        switch language {
        case .java, .kotlin, .swift, .javaScript, .typeScript, .tsx, .python:
            return isSymbol(index - 1, "@") && !isName(index, "interface")
        case .rust: return isSymbol(index - 1, "[") && (isSymbol(index - 2, "#") || isSymbol(index - 2, "!"))
        case .php: return isSymbol(index - 1, "[") && isSymbol(index - 2, "#")
        case .cSharp:
            return isSymbol(index - 1, "[")
                && (startsLine(index - 1) || isSymbol(index - 2, "]") || isSymbol(index - 2, "("))
        default: return false
        }
    }

    /// The type whose name follows the word at an index.
    func type(at index: Int) -> SourceName? {
        guard isName(index, in: Self.typeWords), isName(index + 1), !isSymbol(index - 1, "."),
            !isSymbol(index - 1, "::")
        else { return nil }
        var last = index + 1
        while last - index < 16, isSymbol(last + 1, ".") || isSymbol(last + 1, "::"), isName(last + 2) { last += 2 }
        return SourceName(
            name: (index + 1...last).map(spelling).joined(), range: range(index + 1..<last + 1), line: line(index))
    }
}
