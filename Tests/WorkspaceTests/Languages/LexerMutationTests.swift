import Testing

@testable import Workspace

/// Reads thousands of broken files: no reader may trap, and what it reports must be inside the file.
@Suite struct LexerMutationTests {
    /// A small generator with a fixed start, so that each run tries the same files.
    private struct Generator {
        var state: UInt64
        mutating func next(below limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(limit, 1)
        }
    }

    private static let pieces: [String] = [
        "(", ")", "[", "]", "{", "}", "\"", "'", "`", "${", "\\", "\n", "\r\n", "/", "//", "/*", "*/", "#", "<", ">",
        "</",
        "f'{", "\"\"\"", ":", ";", ",", "=", "=>", ".", "\u{0}", "\u{FF}", "import ", "from ", "def f(", "class A(",
        "async ", "return ", "@app.get(", "const {", "} = process.env", "env", "r#\"", "<<~X", "%w[", "->", "::", "@\"",
        "$\"", "fn ", "func ", "do ", "end", "export ", "require(", "function ", "\t", "    ", "if ", "0x", "1e+",
    ]

    private static let seeds: [String] = [
        "import os\n@app.get(\"/x\", a=1)\nasync def f(x: int = 1):\n    return f\"{os.environ['X']:>{w}}\"\n",
        "class S(BaseSettings):\n  a: str = Field('x', alias='B')\nif __name__ == \"__main__\":\n  run()\n",
        "import a, { b as c } from 'x';\nconst { d } = require(\"y\");\napp.get('/z', (q) => { return <a b={c}>t</a> })\n",
        "package main\nimport (\n\t\"net/http\"\n)\nfunc main() { http.HandleFunc(`/x`, h); r := 'a' }\n",
        "require 'x'\nget '/health' do\n  <<~A\n  A\n  \"#{ENV['X']}\"\nend\n",
        "#[get(\"/x\")]\nfn x<'a>() -> &'a str { r#\"raw\"# }\n@GetMapping(\"/x\") class A {}\napp.MapGet($\"/{x}\", () => 1);\n",
    ]

    @Test(arguments: SourceLanguage.allCases)
    func `no mutation makes a reader trap or report a range outside the file`(_ language: SourceLanguage) {
        var generator = Generator(state: 42)
        for round in 0..<120 {
            var bytes = Array(Self.seeds[round % Self.seeds.count].utf8)
            for _ in 0...generator.next(below: 6) {
                let offset = generator.next(below: bytes.count + 1)
                let length = min(generator.next(below: 12), bytes.count - offset)
                let piece = Self.pieces[generator.next(below: Self.pieces.count)]
                bytes.replaceSubrange(offset..<offset + length, with: piece.utf8)
            }
            #expect(isSound(bytes, language), "\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test(arguments: SourceLanguage.allCases)
    func `deep nesting and long lines are read in linear time`(_ language: SourceLanguage) {
        for piece in [
            "(", "{", "[", "`${", "f'{", "<a>", "a().", "/[", "a=", "\"", "<<A ", "if x:\n ", "$\"{", "x:{", "/*",
        ] {
            #expect(isSound(Array(String(repeating: piece, count: 2_000).utf8), language), "\(piece)")
        }
    }

    private func isSound(_ bytes: [UInt8], _ language: SourceLanguage) -> Bool {
        let tokens = SourceTokens(bytes, language)
        var end = 0
        for token in tokens.tokens {
            guard token.start >= end, token.end >= token.start, token.end <= bytes.count else { return false }
            end = token.end
        }
        let inside = 0...bytes.count
        var ranges = tokens.calls().map(\.range)
        if language == .python {
            let module = PythonModule(tokens)
            ranges += module.environmentReads.map(\.range) + module.statements.map(\.range)
            for function in module.functions { ranges.append(function.parametersRange) }
            guard inside.contains(module.importAnchor.offset) else { return false }
        } else if language.isJavaScript {
            let module = JavaScriptModule(tokens)
            ranges += module.environmentReads.map(\.range) + module.statements.statements.map(\.range)
            guard inside.contains(module.importAnchor.offset), !module.style.quote.isEmpty else { return false }
        }
        if language == .go {
            let file = GoFile(tokens)
            ranges += file.literals.map(\.range) + file.statements.statements.map(\.range)
            if let edit = file.importing("a/b") { ranges.append(edit.range) }
        }
        let source = SourceCalls(tokens)
        ranges += source.calls.map(\.range) + source.environmentReads.map(\.range) + source.imports.map(\.range)
        return ranges.allSatisfy { inside.contains($0.lowerBound) && inside.contains($0.upperBound) }
    }
}
