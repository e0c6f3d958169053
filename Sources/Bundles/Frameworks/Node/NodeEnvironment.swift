import Topology
import Workspace

/// The variables of the environment that a package of Node.js reads.
enum NodeEnvironment {
    /// Every read of the package's own sources, and of its Prisma schemas, by file and line.
    static func reads(in project: NodeProject) -> [VariableRead] {
        reads(in: project, files: project.sources) + prismaReads(in: project)
    }

    /// The reads of some files.
    static func reads(in project: NodeProject, files: [String]) -> [VariableRead] {
        files.flatMap { path -> [VariableRead] in
            guard let module = project.module(path) else { return [] }
            let direct = module.environmentReads.map {
                VariableRead(
                    name: $0.name, defaultValue: $0.defaultValue, place: FilePlace(path, line: $0.line))
            }
            let known = Set(direct.map(\.name))
            return direct + schemaReads(in: module, path: path).filter { !known.contains($0.name) }
        }
    }

    /// The keys of a schema in a file that hands the whole of `process.env` to it: zod, envalid, envsafe, t3-env.
    ///
    /// A schema is any object literal there whose keys are written like variables.
    private static func schemaReads(in module: JavaScriptModule, path: String) -> [VariableRead] {
        let tokens = module.tokens
        guard tokens.tokens.indices.contains(where: { isWholeEnvironment($0, tokens) }) else { return [] }
        var reads: [VariableRead] = []
        for index in tokens.tokens.indices
        where tokens.isSymbol(index, "{") && (tokens.partner(of: index) ?? 0) > index {
            for part in tokens.elements(of: index) where part.count > 2 && tokens.isSymbol(part.lowerBound + 1, ":") {
                let name = tokens.stringValue(part.lowerBound) ?? tokens.spelling(part.lowerBound)
                guard isVariable(name) else { continue }
                reads.append(
                    VariableRead(
                        name: name, defaultValue: schemaDefault(part, tokens),
                        place: FilePlace(path, line: tokens.line(part.lowerBound))))
            }
        }
        return reads
    }

    private static func isWholeEnvironment(_ index: Int, _ tokens: SourceTokens) -> Bool {
        tokens.isName(index, "env") && tokens.isSymbol(index - 1, ".") && tokens.isName(index - 2, "process")
            && (tokens.isSymbol(index + 1, ")") || tokens.isSymbol(index + 1, ","))
    }

    /// `.default(3000)` or `{ default: 3000 }`.
    private static func schemaDefault(_ part: Range<Int>, _ tokens: SourceTokens) -> String? {
        for index in part where tokens.isName(index, in: ["default", "devDefault"]) {
            let value = index + 2
            if let text = tokens.stringValue(value) { return text }
            if tokens.kind(value) == .number { return tokens.spelling(value) }
        }
        return nil
    }

    private static func isVariable(_ name: String) -> Bool {
        guard let first = name.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else { return false }
        return name.utf8.count > 1
            && name.utf8.allSatisfy {
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || ByteTest.isDigit($0) || $0 == UInt8(ascii: "_")
            }
    }

    /// `url = env("DATABASE_URL")` (prisma.io/docs, "Prisma schema reference", `env()`).
    private static func prismaReads(in project: NodeProject) -> [VariableRead] {
        project.contents.own.ending(in: [".prisma"]).flatMap { path -> [VariableRead] in
            guard let text = project.contents.files.text(path) else { return [] }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return lines.enumerated().compactMap { number, line in
                guard let opening = line.firstRange(of: "env(\"") else { return nil }
                let name = line[opening.upperBound...].prefix { $0 != "\"" }
                guard isVariable(String(name)) else { return nil }
                return VariableRead(
                    name: String(name), defaultValue: nil, place: FilePlace(path, line: number + 1))
            }
        }
    }
}
