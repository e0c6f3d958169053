import Workspace

extension FuzzTarget {
    /// JavaScript, TypeScript and TSX; the length of the file chooses.
    static let javaScript = FuzzTarget("javascript") { bytes in
        let languages: [SourceLanguage] = [.javaScript, .typeScript, .tsx]
        let module = JavaScriptModule(bytes, languages[bytes.count % languages.count])
        let ranges = module.statements.statements.map(\.range) + module.environmentReads.map(\.range)
        return SourceCheck.complaint(module.tokens, ranges, anchor: module.importAnchor.offset)
    }

    /// Python.
    static let python = FuzzTarget("python") { bytes in
        let module = PythonModule(bytes)
        let ranges =
            module.statements.map(\.range) + module.functions.map(\.parametersRange)
            + module.environmentReads.map(\.range)
        _ = module.mainGuard
        return SourceCheck.complaint(module.tokens, ranges, anchor: module.importAnchor.offset)
    }

    /// Go.
    static let go = FuzzTarget("go") { bytes in
        let file = GoFile(bytes)
        let ranges = file.statements.statements.map(\.range) + file.literals.map(\.range)
        return SourceCheck.complaint(
            file.tokens, ranges + file.environmentReads.map(\.range),
            anchor: file.importing("a/b")?.range.upperBound ?? 0)
    }

    /// The languages that are read without a module reader of their own; the first byte chooses.
    static let otherLanguages = FuzzTarget("other-languages") { bytes in
        let languages: [SourceLanguage] = [.ruby, .php, .java, .kotlin, .cSharp, .rust, .elixir, .swift]
        guard let first = bytes.first else { return nil }
        return SourceCheck.complaint(
            SourceTokens(Array(bytes.dropFirst()), languages[Int(first) % languages.count]), [])
    }
}

/// What holds for the tokens of every source file and what is made of them.
enum SourceCheck {
    /// What is wrong with tokens, or with the ranges and the place for imports that a reader found; nil where all holds.
    static func complaint(_ tokens: SourceTokens, _ found: [Range<Int>], anchor: Int = 0) -> String? {
        let count = tokens.text.count
        var end = 0
        for token in tokens.tokens {
            guard token.start >= end, token.end >= token.start, token.end <= count else {
                return "a token at \(token.start) overlaps the one before or ends behind the file"
            }
            end = token.end
        }
        let source = SourceCalls.scan(tokens.text.bytes, tokens.language)
        var ranges = found
        ranges += source.calls.map(\.range)
        ranges += source.environmentReads.map(\.range)
        ranges += source.imports.map(\.range)
        ranges += source.types.map(\.range)
        guard ranges.allSatisfy({ $0.lowerBound >= 0 && $0.upperBound <= count }) else {
            return "a range lies outside of the file"
        }
        return (0...count).contains(anchor) ? nil : "an import would be put outside of the file"
    }
}
