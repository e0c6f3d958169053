import Topology
import Workspace

/// Makes the edits that give an Express package its rate limit, or correct it.
struct ExpressRateLimitPlan: Sendable {
    private let need: RateLimitNeed
    private let project: NodeProject
    private let reader: ExpressRateLimitReader
    private let application: ExpressApplication

    /// Reads the package.
    ///
    /// - Throws: `health/no-application` where no variable holds an application.
    init(_ need: RateLimitNeed) throws(Diagnostic) {
        self.need = need
        project = NodeProject(need.unit.contents)
        reader = ExpressRateLimitReader(project)
        application = try ExpressApplication(project, reader.routes)
    }

    /// A module, and the line that puts it in front of the routes.
    func edits(by way: NodeRateLimitFile.Way) throws(Diagnostic) -> RateLimitEdits {
        let store = store
        let text = text(of: way, store)
        let module = application.module
        let style = module.style
        let name = application.freeName(["rateLimit", "limitRequests", "rateLimitInfra"])
        let specifier = style.literal(application.specifier(for: file))
        let isCommon = application.form == .commonJS || module.isModuleSyntax == false
        let line =
            isCommon
            ? "const { \(name == "rateLimit" ? name : "rateLimit: \(name)") } = require(\(specifier))\(style.semicolon)"
            : "import { \(name == "rateLimit" ? name : "rateLimit as \(name)") } from \(specifier)\(style.semicolon)"
        let edits = [
            module.text.insertion(of: [line], at: module.importAnchor),
            module.text.insertion(
                of: ["\(application.receiver.name).use(\(name))\(style.semicolon)"], at: try application.anchor()),
        ]
        let registration = try FileChange.edit(
            application.file, original: module.text.bytes, edits: edits, why: "limits the requests of each client")
        var dependencies = way == .library ? ["express-rate-limit"] : []
        if way == .library, store != nil { dependencies.append("rate-limit-redis") }
        var summary = "\(need.policy.details) before every route"
        if let component = need.store {
            summary += store == nil ? ", counted in each process" : ", counted in \(component.id)"
        }
        return RateLimitEdits(
            changes: [.create(file, text, why: "rate limit of \(need.policy.details)"), registration],
            provider: way.provider, dependencies: dependencies.filter { !project.depends(on: $0) }, summary: summary)
    }

    private func text(of way: NodeRateLimitFile.Way, _ store: NodeRateLimitFile.Store?) -> String {
        NodeRateLimitFile(
            way: way, need: need, store: store, form: application.form, style: application.module.style,
            lineBreak: application.module.text.lineBreak.rawValue
        ).text
    }

    /// `rate-limit.js` beside the application, or `rate-limit-infra.js` where a person has that name.
    private var file: String {
        if let generated = reader.generated { return generated }
        let folder = RelativePath.folder(of: application.file)
        let stem = ManifestStore.path("rate-limit", in: folder)
        return (project.existing(stem) == nil ? stem : stem + "-infra") + "." + application.ending
    }

    /// A client that some module exports and that does not load the application itself.
    private var store: NodeRateLimitFile.Store? {
        guard let engine = need.store?.engine else { return nil }
        for connection in NodeConnections(project).connections(to: engine) {
            guard let exported = connection.exported, connection.function == nil, connection.file != application.file,
                connection.askFunction == nil, ["redis", "ioredis"].contains(connection.driver.id),
                !project.reachable(from: connection.file, depth: 6).contains(application.file)
            else { continue }
            let sending =
                connection.driver.id == "redis"
                ? "sendCommand: (...words) => {}.sendCommand(words)"
                : "sendCommand: (command, ...words) => {}.call(command, ...words)"
            return NodeRateLimitFile.Store(
                module: application.specifier(for: connection.file), exported: exported, sending: sending)
        }
        return nil
    }
}

// MARK: - Repairs

extension ExpressRateLimitPlan {
    /// What corrects some faults; nil where nothing here does.
    func repairs(of faults: Set<RateLimitFault>) throws(Diagnostic) -> RateLimitEdits? {
        var changes: [FileChange] = []
        var done: [String] = []
        if faults.contains(.neverLimits), let use = reader.uses.first(where: { !$0.routesBefore.isEmpty }),
            let change = try moved(use)
        {
            changes.append(change)
            done.append("limiter put before the routes in \(use.file)")
        }
        if done.isEmpty, let file = reader.generated, let old = project.contents.files.contents(file) {
            let way: NodeRateLimitFile.Way =
                String(decoding: old, as: UTF8.self).contains("express-rate-limit") ? .library : .own
            let new = Array(text(of: way, store).utf8)
            if new != old {
                changes.append(.edit(file, original: old, new: new, why: "rate limit repaired"))
                done.append("\(file) repaired")
            }
        } else if done.isEmpty, let maker = reader.makers.first(where: { $0.library == "express-rate-limit" }) {
            if let change = try options(of: maker, faults, &done) { changes.append(change) }
        }
        guard !changes.isEmpty else { return nil }
        return RateLimitEdits(
            changes: changes, provider: reader.answer?.provider ?? "-", summary: done.joined(separator: ", "))
    }

    /// The statement of a use before the first route, where it is in the application's file.
    private func moved(_ use: ExpressRateLimitReader.Use) throws(Diagnostic) -> FileChange? {
        guard let module = project.module(use.file), let statement = module.statement(of: use.site),
            module.standsAlone(statement), let route = use.routesBefore.first,
            let target = module.statement(of: route)
        else { return nil }
        let text = module.text
        let lines =
            text.lineStart(of: statement.range.lowerBound)..<text.nextLineStart(after: statement.range.upperBound - 1)
        let words = text.string(in: statement.range).split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        let anchor = use.file == application.file ? (try? application.anchor()) : nil
        return try .edit(
            use.file, original: text.bytes,
            edits: [
                TextEdit(range: lines, replacement: ""),
                text.insertion(of: words, at: anchor ?? module.anchor(before: target)),
            ], why: "rate limit repaired")
    }

    /// Options that a limiter of a person lacks.
    private func options(
        of maker: ExpressRateLimitReader.Maker, _ faults: Set<RateLimitFault>, _ done: inout [String]
    ) throws(Diagnostic) -> FileChange? {
        guard let module = project.module(maker.file),
            let object = maker.site.arguments.first(where: { module.tokens.isSymbol($0.tokens.lowerBound, "{") }),
            let first = module.tokens.token(object.tokens.lowerBound + 1)?.start
        else { return nil }
        let style = module.style
        var added: [String] = []
        if faults.contains(.limitsHealth), reader.option("skip", of: maker) == nil {
            let paths = need.exempt.map { style.literal($0) }.joined(separator: ", ")
            added.append("skip: (request) => [\(paths)].includes(request.path),")
            done.append("health path skipped")
        }
        if faults.contains(.countsProxy), reader.option("keyGenerator", of: maker) == nil,
            let name = need.client.headerName
        {
            let header = "request.get(\(style.literal(name)))"
            let value: String
            if case .forwardedFor(let hops) = need.client {
                value = "\(header)?.split(\(style.literal(","))).at(-\(hops))?.trim() || request.socket.remoteAddress"
            } else {
                value = "\(header) || request.socket.remoteAddress"
            }
            added.append("keyGenerator: (request) => \(value),")
            done.append("limit by \(need.client.description)")
        }
        if added.isEmpty { return nil }
        let isOwnLine = module.text.line(of: first) > module.text.line(of: object.range.lowerBound)
        let edit =
            isOwnLine
            ? module.text.insertion(of: added, at: module.text.anchor(beforeLineOf: first))
            : TextEdit(insert: added.joined(separator: " ") + " ", at: first)
        return try .edit(maker.file, original: module.text.bytes, edits: [edit], why: "rate limit repaired")
    }
}
