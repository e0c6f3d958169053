import Topology
import Workspace

/// A server without a framework: a call that serves, in a file that a package starts, and paths that its handler
/// compares the URL with.
struct NodePlainServer: Sendable {
    /// The sources.
    let project: NodeProject
    /// Callees that make a server, such as `Bun.serve`; those without a dot are exports of `module`.
    let callees: Set<String>
    /// The module whose exports they are; nil for globals.
    let module: String?

    /// The first call that serves, in a package that something starts: a library that can serve is no server.
    var shown: FilePlace? {
        guard isStarted else { return nil }
        for entry in project.entries {
            for file in project.reachable(from: entry, depth: NodeRecognition.maximumImports) {
                guard let source = project.module(file), let site = source.calls.first(where: { serves($0, source) })
                else { continue }
                return FilePlace(file, line: site.line)
            }
        }
        return nil
    }

    private var isStarted: Bool {
        let project = project
        return project.contents.parsed.value("is started") {
            let files: [String] = ["Dockerfile", "Procfile", "deno.json", "deno.jsonc"]
            return NodeStart(project) != nil || project.nx?.isApplication == true
                || files.contains(where: project.contents.has)
        }
    }

    private func serves(_ site: CallSite, _ source: JavaScriptModule) -> Bool {
        guard let module else { return callees.contains(site.callee) }
        return callees.contains { name in
            source.locals(of: name, from: module).contains(site.callee)
                || source.locals(of: "default", from: module).contains { site.callee == "\($0).\(name)" }
        }
    }

    /// A customary path with which the file of a server compares the URL: by `===`, `case`, `startsWith`, or as a key.
    var health: HealthRoute? {
        guard let file = shown?.path, let tokens = project.module(file)?.tokens else { return nil }
        let found = tokens.tokens.indices.compactMap { index -> HealthRoute? in
            guard let path = tokens.stringValue(index), path.hasPrefix("/"), HealthRoute.isCustomary(path) else {
                return nil
            }
            let isCompared =
                ["===", "==", "(", "["].contains { tokens.isSymbol(index - 1, $0) } || tokens.isName(index - 1, "case")
                || tokens.isSymbol(index + 1, ":") || tokens.isSymbol(index + 1, "===")
            return isCompared ? HealthRoute(path: path, place: FilePlace(file, line: tokens.line(index))) : nil
        }
        return found.min { (HealthRoute.rank($0.path) ?? 0) < (HealthRoute.rank($1.path) ?? 0) }
    }

    /// What shows a package to be such a server.
    ///
    /// - Parameters:
    ///   - id: Id of the entry.
    ///   - confidence: 0 to 100; below any framework.
    ///   - port: The port where the code names none; nil where there is none by custom.
    ///   - runtime: The start where no script has one, before the entry's path.
    /// - Returns: Nil where nothing serves.
    func match(_ id: String, confidence: Int, port: Int?, start runtime: String) -> FrameworkMatch? {
        guard let shown else { return nil }
        let start = NodeStart(project)
        let literal = NodePort(project).literal
        var evidence = [Evidence("framework", id, at: shown)]
        if let start { evidence.append(Evidence("start", start.command, at: start.place)) }
        if let literal { evidence.append(Evidence("port", String(literal.port), at: literal.place)) }
        if let health { evidence.append(Evidence("healthPath", health.path, at: health.place)) }
        let entry = project.entries.first.map { RelativePath.relative($0, to: project.contents.path) }
        return FrameworkMatch(
            type: .backend, confidence: confidence, evidence: evidence,
            start: start?.command ?? entry.map { "\(runtime) \($0)" }, port: literal?.port ?? port, health: health)
    }
}
