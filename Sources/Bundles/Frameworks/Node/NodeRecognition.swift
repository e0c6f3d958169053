import Topology
import Workspace

/// Shows that a package is a server of one framework: the dependency, an import in what it starts, and a listener.
struct NodeRecognition: Sendable {
    /// The package.
    let project: NodeProject
    /// How the framework makes applications.
    let grammar: NodeRouteGrammar
    /// Id of the framework.
    let id: String

    /// Whether an application that is the entry's default export is served by its runtime (Workers, Bun, Deno).
    var isServedByExport = false

    /// How many imports may lie between what a package starts and the module that makes the application.
    static let maximumImports = 4

    /// What shows it.
    ///
    /// - Parameters:
    ///   - confidence: That of a package whose application is made and listens.
    ///   - port: The port where the code names none.
    ///   - routes: The health endpoints of the application, the likeliest first.
    /// - Returns: Nil where nothing shows it.
    func match(confidence: Int, port: Int, routes: () -> [NodeRoute]) -> FrameworkMatch? {
        guard let dependency = project.contents.dependency(grammar.module, in: .node) else { return nil }
        let start = NodeStart(project)
        guard let shown = application(start) else { return nil }
        var evidence = [Evidence("framework", id, at: dependency.place), Evidence("framework", id, at: shown)]
        let health = routes().first
        let found = NodePort(project)
        if let literal = found.literal { evidence.append(Evidence("port", String(literal.port), at: literal.place)) }
        if let start { evidence.append(Evidence("start", start.command, at: start.place)) }
        if let health { evidence.append(Evidence("healthPath", health.path, at: health.place)) }
        return FrameworkMatch(
            type: .backend, confidence: confidence, evidence: evidence, start: start?.command ?? customaryStart,
            port: found.literal?.port ?? port, health: health.map { HealthRoute(path: $0.path, place: $0.place) })
    }

    /// The line on which an entry, or a module that it loads, imports the framework and makes an application.
    ///
    /// A module that only makes a router, or that nothing ever lets listen, is no server.
    private func application(_ start: NodeStart?) -> FilePlace? {
        for entry in project.entries {
            let files = project.reachable(from: entry, depth: Self.maximumImports)
            guard let shown = files.lazy.compactMap(creation).first else { continue }
            let runs = start.map { project.entry(of: $0) == entry } ?? false
            let exports = isServedByExport && project.module(entry)?.exports.contains { $0.name == "default" } ?? false
            if runs || exports || files.contains(where: listens) { return shown }
        }
        return nil
    }

    private func creation(in file: String) -> FilePlace? {
        guard let module = project.module(file),
            module.imports.contains(where: { $0.module == grammar.module && !$0.isTypeOnly })
        else { return nil }
        return NodeRoutes.makings(of: grammar.applications, in: module).first.map {
            FilePlace(file, line: module.calls[$0].line)
        }
    }

    private func listens(_ file: String) -> Bool {
        project.module(file)?.calls.contains { $0.method == "listen" || $0.method == "serve" } ?? false
    }

    /// `node FILE`, where no script starts the package.
    var customaryStart: String? {
        guard let entry = project.entries.first, ["js", "mjs", "cjs"].contains(where: { entry.hasSuffix("." + $0) })
        else { return nil }
        return "node " + RelativePath.relative(entry, to: project.contents.path)
    }
}
