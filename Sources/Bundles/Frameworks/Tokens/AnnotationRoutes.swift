import Topology
import Workspace

/// Routes that annotations and attributes declare: `@GetMapping("/x")`, `@Path("/x")`, `[HttpGet("x")]`.
struct AnnotationRoutes: Sendable {
    /// Annotations of a class whose path is the prefix of those in it.
    let prefixes: Set<String>
    /// Annotations of a method with the path of its route.
    let methods: Set<String>
    /// Names of the argument that holds the path, beside the first argument.
    var arguments: [String] = ["value", "path", "uri"]

    private static let typeWords: Set<String> = ["class", "interface", "object", "record", "struct"]

    /// The routes of a file.
    func routes(in file: TokenSources.File) -> [HealthRoute] {
        let tokens = file.calls.tokens
        var prefix = ""
        var found: [HealthRoute] = []
        for annotation in file.calls.annotations where prefixes.contains(annotation.name) || isMethod(annotation) {
            let end = annotation.call?.tokens.upperBound ?? annotation.token + 1
            let type = Self.annotatedType(after: end, in: tokens)
            if let type {
                guard prefixes.contains(annotation.name) else { continue }
                prefix = Self.filled(path(of: annotation, tokens) ?? "", type)
            } else if isMethod(annotation) {
                let own = path(of: annotation, tokens) ?? ""
                // A path that starts at the root leaves the prefix of an ASP.NET controller (`~/` and `/`).
                let isAbsolute = tokens.language == .cSharp && (own.hasPrefix("/") || own.hasPrefix("~/"))
                let full = isAbsolute ? String(own.drop { $0 == "~" }) : TokenSources.join(prefix, own)
                found.append(HealthRoute(path: full, place: file.place(annotation.line)))
            }
        }
        return found
    }

    private func isMethod(_ annotation: SourceAnnotation) -> Bool { methods.contains(annotation.name) }

    private func path(of annotation: SourceAnnotation, _ tokens: SourceTokens) -> String? {
        guard let call = annotation.call else { return nil }
        if let text = call.firstString { return text }
        for name in arguments {
            guard let argument = call.argument(named: name) else { continue }
            // `{"/a", "/b"}` and `["/a"]`: the first counts.
            return argument.stringValue ?? argument.tokens.lazy.compactMap { tokens.stringValue($0) }.first
        }
        return call.arguments.first.flatMap { first in
            first.name == nil ? first.tokens.lazy.compactMap { tokens.stringValue($0) }.first : nil
        }
    }

    /// The name of the type that the annotation before an index belongs to; nil where it belongs to something else.
    private static func annotatedType(after index: Int, in tokens: SourceTokens) -> String? {
        var index = index
        for _ in 0..<96 {
            if tokens.isName(index, in: typeWords), tokens.isName(index + 1) {
                // Kotlin's `data class` and `enum class` end in the same word.
                return tokens.spelling(index + 1)
            }
            if tokens.isSymbol(index, "@") || tokens.isSymbol(index, "[") {
                if let close = tokens.partner(of: index), close > index {
                    index = close + 1
                    continue
                }
                index += 1
                while tokens.isName(index), tokens.isSymbol(index + 1, ".") { index += 2 }
                index += 1
                if tokens.isSymbol(index, "("), let close = tokens.partner(of: index) { index = close + 1 }
                continue
            }
            if tokens.isSymbol(index, "]") {
                index += 1
                continue
            }
            guard tokens.isName(index), !tokens.isName(index, "fun") else { return nil }
            index += 1
        }
        return nil
    }

    /// ASP.NET's `[controller]` stands for the name of the class.
    private static func filled(_ path: String, _ type: String) -> String {
        let name = type.hasSuffix("Controller") ? String(type.dropLast("Controller".count)) : type
        return path.replacing("[controller]", with: name)
    }
}
