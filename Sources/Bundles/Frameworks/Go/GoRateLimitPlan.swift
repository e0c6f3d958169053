import Topology
import Workspace

/// Finds the rate limiting of a Go program, and makes the edits that give it one.
struct GoRateLimitPlan: Sendable {
    private let unit: DeployableUnit
    private let serving: GoServing

    /// Libraries that limit requests, by import path without a major version; not those that only slow the program
    /// itself down.
    private static let libraries: [String] = [
        "golang.org/x/time/rate", "github.com/didip/tollbooth", "github.com/ulule/limiter",
        "github.com/go-chi/httprate",
        "github.com/throttled/throttled", "github.com/sethvargo/go-limiter",
    ]
    private static let fileNames: [String] = ["rate_limit.go", "infra_rate_limit.go"]

    /// Reads a unit's program; nil where none serves.
    init?(_ unit: DeployableUnit, _ dialect: GoDialect) {
        guard let serving = GoServing(unit.contents, dialect) else { return nil }
        self.unit = unit
        self.serving = serving
    }

    // MARK: What is there

    private var generated: GoSource? {
        serving.program.sources.first { $0.file.text.bytes.starts(with: Array(GoRateLimitFile.mark.utf8)) }
    }

    /// The rate limiting of the code; nil where there is none.
    var answer: RateLimitInCode? {
        if let generated { return answer(for: generated) }
        guard let (source, item) = serving.program.firstImport(of: Self.libraries) else { return nil }
        // The bucket of x/time/rate also paces what a program asks of others: only one that answers 429 limits clients.
        let answers429 = serving.program.sources.contains { source in
            source.file.tokens.tokens.indices.contains {
                source.file.tokens.isName($0, "StatusTooManyRequests") || source.file.tokens.spelling($0) == "429"
            }
        }
        let library = Self.libraries.first { GoProgram.matches(item.path, [$0]) } ?? item.path
        if library == Self.libraries[0], !answers429 { return nil }
        var answer = RateLimitInCode(provider: library, place: source.place(item.line), policy: nil, path: cheapPath)
        for fault in [RateLimitFault.countsProxy, .isEvaded] {
            answer.suspects[fault] = RateLimitSuspect("the limiter's key is made here", at: answer.place)
        }
        return answer
    }

    private func answer(for generated: GoSource) -> RateLimitInCode? {
        let calls = serving.program.sources.filter { $0.path != generated.path }.flatMap { source in
            source.file.calls.filter { $0.callee == GoRateLimitFile.function }.map { (source: source, site: $0) }
        }
        guard let use = calls.first else { return nil }
        let way: GoRateLimitFile.Way =
            generated.file.imports.contains { $0.path == Self.libraries[0] } ? .buckets : .own
        let texts = generated.file.tokens.tokens.indices.lazy.compactMap { generated.file.tokens.stringValue($0) }
        var answer = RateLimitInCode(
            provider: way.provider, place: use.source.place(use.site.line),
            policy: texts.filter { $0.contains("/") }.compactMap { RateLimitPolicy($0) }.first, path: cheapPath)
        let isServed = handlers.contains { $0.source.path == use.source.path && $0.tokens.contains(use.site.opener) }
        if !isServed {
            answer.suspects[.neverLimits] = RateLimitSuspect(
                "the limit does not stand in front of the handler that is served", at: answer.place)
        }
        let function = generated.file.functions.first { $0.name == "clientAddress" }?.line ?? 1
        for fault in [RateLimitFault.countsProxy, .isEvaded] {
            answer.suspects[fault] = RateLimitSuspect("`clientAddress` gives it", at: generated.place(function))
        }
        let tokens = generated.file.tokens
        let list = tokens.tokens.indices.first { tokens.spelling($0) == "unlimitedPaths" }
        answer.suspects[.limitsHealth] = RateLimitSuspect(
            "`unlimitedPaths` lacks it", at: list.map { generated.place(ofToken: $0) } ?? generated.place(1))
        return answer
    }

    private var cheapPath: String? {
        GoRouteFinder(serving).routes.map(\.path).first { path in
            !ProbePaths.isLikely(path) && !path.contains("{") && !path.contains("*")
        }
    }

    // MARK: What is added

    /// A handler that the program serves.
    private struct Served {
        var source: GoSource
        /// The token indices of the expression.
        var tokens: Range<Int>
    }

    /// The handlers of `http.Server{Handler: h}` and `http.ListenAndServe(address, h)`.
    private var handlers: [Served] {
        serving.program.sources.flatMap { source -> [Served] in
            guard let http = source.file.local(of: "net/http") else { return [] }
            let literals = source.file.literals.filter { $0.type == http + ".Server" }.flatMap { literal in
                literal.elements.filter { $0.name == "Handler" }.map { Served(source: source, tokens: $0.tokens) }
            }
            let positions: [String: Int] = [
                "ListenAndServe": 1, "ListenAndServeTLS": 3, "Serve": 1, "ServeTLS": 1,
            ]
            let calls = source.file.calls.filter { $0.receiver == http }.compactMap { site -> Served? in
                guard let position = positions[site.method], site.arguments.count > position else { return nil }
                return Served(source: source, tokens: site.arguments[position].tokens)
            }
            return literals + calls
        }
    }

    /// The file, and the handler wrapped where it is served.
    ///
    /// - Throws: `rate-limit/no-handler` where no served handler is seen, `rate-limit/name-taken` where a person has
    ///   the names.
    func edits(_ need: RateLimitNeed, by way: GoRateLimitFile.Way) throws(Diagnostic) -> RateLimitEdits {
        guard let served = handlers.first, let http = served.source.file.local(of: "net/http") else {
            throw .rateLimit("no-handler", "the handler that is served stands in no expression", at: serving.place)
        }
        let package = serving.program.package(of: served.source)
        let names = ["limitRequests", "clientAddress", "requestLimit", "requestCounter", "newRequestCounter"]
        let taken = package?.takenNames ?? []
        if let name = (names + ["unlimitedPaths", "mostClients"]).first(where: { taken.contains($0) }) {
            throw .rateLimit("name-taken", "the name `\(name)` is taken", at: FilePlace(served.source.path))
        }
        let folder = RelativePath.folder(of: served.source.path)
        let files = Self.fileNames.map { ManifestStore.path($0, in: folder) }
        guard let path = files.first(where: { !unit.contents.files.contains($0) }) else {
            throw .rateLimit("name-taken", "`\(files[0])` exists", at: FilePlace(files[0]))
        }
        let file = served.source.file
        let range = file.tokens.range(served.tokens)
        let isNil = file.text.string(in: range) == "nil"
        let edits =
            isNil
            ? [TextEdit(range: range, replacement: "\(GoRateLimitFile.function)(\(http).DefaultServeMux)")]
            : [
                TextEdit(insert: GoRateLimitFile.function + "(", at: range.lowerBound),
                TextEdit(insert: ")", at: range.upperBound),
            ]
        let text = GoRateLimitFile(way: way, need: need, package: file.packageName).text
        return RateLimitEdits(
            changes: [
                .create(path, text, why: "rate limit of \(need.policy.details)"),
                try .edit(
                    served.source.path, original: file.text.bytes, edits: edits,
                    why: "limits the requests of each client"),
            ], provider: way.provider, dependencies: way == .buckets ? [dependency] : [],
            summary: "\(need.policy.details) before every route")
    }

    /// The newest module wants a newer Go than many programs have (pkg.go.dev/golang.org/x/time, "Versions").
    private var dependency: String {
        serving.program.version >= (1, 24) ? "golang.org/x/time/rate" : "golang.org/x/time/rate@v0.3.0"
    }

    /// The generated file as it should be.
    func repairs(_ need: RateLimitNeed) -> RateLimitEdits? {
        guard let generated, let answer else { return nil }
        let way: GoRateLimitFile.Way = answer.provider == GoRateLimitFile.Way.buckets.provider ? .buckets : .own
        let text = Array(GoRateLimitFile(way: way, need: need, package: generated.file.packageName).text.utf8)
        guard text != generated.file.text.bytes else { return nil }
        let change = FileChange.edit(
            generated.path, original: generated.file.text.bytes, new: text, why: "rate limit repaired")
        return RateLimitEdits(changes: [change], provider: answer.provider, summary: "\(generated.path) repaired")
    }
}
