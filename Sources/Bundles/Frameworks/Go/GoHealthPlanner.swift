import Topology
import Workspace

/// Plans the health endpoint of a program of Go: one file, and the lines that register it.
struct GoHealthPlanner: Sendable {
    private let request: HealthRequest
    private let serving: GoServing

    /// The first approach: connections that the program has.
    static let existing = Approach("existing-connection", "asks through the connections that the program has")
    /// The second: connections of the endpoint.
    static let own = Approach("own-connection", "opens a connection of its own for each question")

    /// The file that the endpoint gets, and what it is called where a person's file has that name.
    private static let fileNames: [String] = ["health.go", "infra_health.go"]

    /// Makes a planner.
    init(_ request: HealthRequest, _ serving: GoServing) {
        self.request = request
        self.serving = serving
    }

    /// The edits of the approach.
    ///
    /// - Throws: `health/no-router` where no route is registered, `health/no-connection` where a component cannot be
    ///   asked this way, `health/path-taken` and `health/file-taken` where a person has what the plan needs.
    func edits() throws(Diagnostic) -> HealthEdits {
        if let generated = serving.program.sources.first(where: Self.isGenerated),
            let registration = registration(of: generated)
        {
            return try repair(generated, registration)
        }
        guard let site = GoRouterSites(serving, in: request.unit.path).best(for: request.components) else {
            throw .noRouter(serving.place)
        }
        let path = try newPath()
        let hasLive = request.existing.route == nil
        let folder = RelativePath.folder(of: site.source.path)
        let package = serving.program.package(of: site.source)
        let checks = try checks(site.connections, at: site.source.path)
        let generated = serving.program.sources.first {
            Self.isGenerated($0) && RelativePath.folder(of: $0.path) == folder
        }
        let names = generated.flatMap(Self.names) ?? GoHealthFile.Names(avoiding: package?.takenNames ?? [])
        let file = file(site.source, names: names, checks: checks, hasLive: hasLive)
        var lines = [line(path, names.constructor + arguments(checks), on: site)]
        if hasLive { lines.append(line(path + "/live", names.live, on: site)) }
        let edit = site.source.file.text.insertion(of: lines, at: site.anchor)
        var target = generated?.path ?? ""
        if generated == nil { target = try freePath(in: folder) }
        return HealthEdits(
            changes: [
                try .edit(
                    site.source.path, original: site.source.file.text.bytes, edits: [edit],
                    why: "registers \(path)"),
                write(file.text, to: target, over: generated),
            ], path: path, file: target)
    }

    private func write(_ text: String, to path: String, over generated: GoSource?) -> FileChange {
        let why = "answers whether the program and what it needs work"
        guard let generated else { return .create(path, text, why: why) }
        return .edit(path, original: generated.file.text.bytes, new: Array(text.utf8), why: why)
    }

    private func file(
        _ source: GoSource, names: GoHealthFile.Names, checks: [GoHealthCheck], hasLive: Bool
    ) -> GoHealthFile {
        GoHealthFile(
            package: source.file.packageName, names: names, checks: checks,
            checksMethod: !serving.patternsHaveMethods, hasLive: hasLive,
            liveIsValue: serving.dialect.takesHandlerValues,
            origin: RelativePath.relative(source.path, to: request.unit.path))
    }

    private func freePath(in folder: String) throws(Diagnostic) -> String {
        for name in Self.fileNames {
            let path = ManifestStore.path(name, in: folder)
            if !request.unit.contents.files.contains(path) { return path }
        }
        throw .fileTaken(ManifestStore.path(Self.fileNames[0], in: folder))
    }

    /// `/health`, or a path below an endpoint that lacks checks: a person's handler stays as it is.
    private func newPath() throws(Diagnostic) -> String {
        let routes = GoRouteFinder(serving).routes
        guard let existing = request.existing.route else {
            guard !routes.contains(where: { $0.path == HealthBundle.path + "/live" }) else {
                throw .pathTaken(HealthBundle.path + "/live")
            }
            return HealthBundle.path
        }
        let path = GoRouteFinder.join(existing.path, "ready")
        guard !routes.contains(where: { $0.path == path }) else { throw .pathTaken(path) }
        return path
    }

    private func checks(_ scope: [GoConnection], at path: String) throws(Diagnostic) -> [GoHealthCheck] {
        let matcher = GoHealthChecks(serving)
        let existing = matcher.existing(for: request.components, in: scope)
        var checks: [GoHealthCheck] = []
        for (component, known) in zip(request.components, existing) {
            let isOwn = request.approach.id == Self.own.id
            guard let check = isOwn ? matcher.own(for: component) ?? known : known else {
                throw .noConnection(component, path)
            }
            checks.append(check)
        }
        return checks
    }

    private func arguments(_ checks: [GoHealthCheck]) -> String {
        "(" + checks.filter { $0.parameter != nil }.map(\.argument).joined(separator: ", ") + ")"
    }

    /// One registration, in the words of the router.
    private func line(_ path: String, _ handler: String, on site: GoRouterSite) -> String {
        let pattern = serving.patternsHaveMethods ? "GET " + path : path
        let locals = site.source.file.imports.first { GoProgram.matches($0.path, serving.dialect.imports) }?.local
        return serving.dialect.registration.split(separator: "$", omittingEmptySubsequences: false).reduce(into: "") {
            text, part in
            if part.hasPrefix("router") {
                text += site.router + part.dropFirst(6)
            } else if part.hasPrefix("pattern") {
                text += GoText.quoted(pattern) + part.dropFirst(7)
            } else if part.hasPrefix("handler") {
                text += handler + part.dropFirst(7)
            } else if part.hasPrefix("package") {
                text += (locals ?? "") + part.dropFirst(7)
            } else {
                text += part
            }
        }
    }
}

// MARK: - What was generated before

extension GoHealthPlanner {
    private struct Registration {
        var source: GoSource
        var call: CallSite
        var names: GoHealthFile.Names
    }

    private static func isGenerated(_ source: GoSource) -> Bool {
        source.file.text.bytes.starts(with: Array(GoHealthFile.mark.utf8))
    }

    /// The names that a generated file declares.
    private static func names(of generated: GoSource) -> GoHealthFile.Names? {
        let words: [String] = ["", "Infra", "InfraWS"] + (2..<10).map { "Infra\($0)" }
        let declared = Set(generated.file.functions.map(\.name))
        return words.lazy.map { GoHealthFile.Names($0) }.first { declared.contains($0.constructor) }
    }

    private func registration(of generated: GoSource) -> Registration? {
        guard let names = Self.names(of: generated) else { return nil }
        for source in serving.program.package(of: generated)?.sources ?? [] where source.path != generated.path {
            if let call = source.file.calls.first(where: { $0.callee == names.constructor }) {
                return Registration(source: source, call: call, names: names)
            }
        }
        return nil
    }

    /// The generated file as it should be, and the arguments that its constructor then takes.
    private func repair(_ generated: GoSource, _ registration: Registration) throws(Diagnostic) -> HealthEdits {
        let source = registration.source
        let scope = GoScope(at: registration.call.tokens.lowerBound, in: source, serving.program).connections
        let checks = try checks(scope, at: source.path)
        let hasLive = source.file.tokens.tokens.indices.contains {
            source.file.tokens.isName($0) && source.file.tokens.spelling($0) == registration.names.live
        }
        let file = file(source, names: registration.names, checks: checks, hasLive: hasLive)
        var changes = [write(file.text, to: generated.path, over: generated)]
        let brackets = source.file.tokens.range(registration.call.opener..<registration.call.tokens.upperBound)
        let wanted = arguments(checks)
        if source.file.text.string(in: brackets) != wanted {
            changes.append(
                try .edit(
                    source.path, original: source.file.text.bytes,
                    edits: [TextEdit(range: brackets, replacement: wanted)],
                    why: "gives the health endpoint the connections that it asks"))
        }
        let path = request.existing.route?.path ?? HealthBundle.path
        return HealthEdits(changes: changes.filter { !$0.isEmpty }, path: path, file: generated.path)
    }
}

extension Diagnostic {
    fileprivate static func noRouter(_ place: FilePlace) -> Diagnostic {
        .error(
            "health/no-router", "no router is made or given a route where the program serves", at: place,
            remedy: "register a route for `\(HealthBundle.path)` in the program's own handler")
    }

    fileprivate static func noConnection(_ component: HealthComponent, _ path: String) -> Diagnostic {
        .error(
            "health/no-connection", "no connection to `\(component.id)` is known where the routes are registered",
            at: FilePlace(path), remedy: "pass the connection to the function that registers the routes")
    }

    fileprivate static func pathTaken(_ path: String) -> Diagnostic {
        .error(
            "health/path-taken", "`\(path)` has a handler that does not check what the program needs",
            remedy: "check them there, or free the path")
    }

    fileprivate static func fileTaken(_ path: String) -> Diagnostic {
        .error("health/file-taken", "`\(path)` exists", at: FilePlace(path), remedy: "rename it")
    }
}
