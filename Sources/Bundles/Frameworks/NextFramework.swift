package import Topology
import Workspace

/// Next.js with the App Router, the Pages Router, or both (nextjs.org/docs).
///
/// A package with a custom server (nextjs.org/docs, "Custom Server") is Next.js all the same, whatever that server is
/// built with: Next.js answers the requests, and its routes are where an endpoint belongs. What the custom server
/// changes is the start: the command that runs it, not `next start`.
package struct NextFramework: KnownFramework {
    package let id = "nextjs"
    package let name = "Next.js"
    package let language = "javascript"
    package let proof = Proof.snippet

    /// `next start` listens here unless `-p` or PORT says otherwise (nextjs.org/docs, "next CLI").
    private static let customaryPort = 3000
    /// Executors of Nx that build it (nx.dev, "@nx/next").
    private static let executors: Set<String> = ["@nx/next:build", "@nrwl/next:build"]
    private static let configurations: [String] = ["js", "mjs", "cjs", "ts", "mts"].map { "next.config.\($0)" }

    /// Makes the entry.
    package init() {}

    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let dependency = package.dependency("next", in: .node) else { return nil }
        let project = NodeProject(package)
        let layout = NextLayout(project)
        guard let shown = sign(of: project, layout) else { return nil }
        let start = NodeStart(project)
        var evidence = [Evidence("framework", id, at: dependency.place), Evidence("framework", id, at: shown)]
        var port = Self.customaryPort
        if let start {
            evidence.append(Evidence("start", start.command, at: start.place))
            if let flagged = Self.port(in: start) {
                port = flagged
                evidence.append(Evidence("port", String(flagged), at: start.place))
            } else if start.line?.run != nil, let literal = NodePort(project).literal {
                port = literal.port
                evidence.append(Evidence("port", String(literal.port), at: literal.place))
            }
        }
        let health = layout.health.first
        if let health { evidence.append(Evidence("healthPath", health.path, at: health.place)) }
        return FrameworkMatch(
            type: .frontend, confidence: 90, evidence: evidence, start: start?.command ?? "next start", port: port,
            health: health.map { HealthRoute(path: $0.path, place: $0.place) })
    }

    /// A configuration, a script that calls `next`, or pages.
    private func sign(of project: NodeProject, _ layout: NextLayout) -> FilePlace? {
        if let executor = project.nx?.executors.first(where: { Self.executors.contains($0.name) }) {
            return executor.place
        }
        for name in Self.configurations where project.contents.has(name) {
            return project.contents.repositoryPath(name).map { FilePlace($0, line: 1) }
        }
        for script in project.manifest?.scripts ?? []
        where NodeCommandLine.parse(script.command).contains(where: { $0.program == "next" }) {
            return script.place
        }
        return layout.firstPage.map { FilePlace($0, line: 1) }
    }

    private static func port(in start: NodeStart) -> Int? {
        guard let line = start.line, line.program == "next" else { return nil }
        for (index, word) in line.words.enumerated() {
            if ["-p", "--port"].contains(word), index + 1 < line.words.count { return Int(line.words[index + 1]) }
            if word.hasPrefix("--port=") { return Int(word.dropFirst("--port=".count)) }
        }
        return line.environment["PORT"].flatMap { Int($0) }
    }

    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? {
        let project = NodeProject(unit.contents)
        let build = BuildCommand("next", ["build"], in: unit.path)
        if NodeStart(project)?.line?.run != nil,
            var launch = NodeLaunch(unit: unit, project: project, port: port).command(entry: nil)
        {
            // A custom server serves what `next build` made.
            launch.build = launch.build ?? build
            launch.environment["NODE_ENV"] = launch.environment["NODE_ENV"] ?? "production"
            return launch
        }
        return LaunchCommand(
            "next", ["start", "-p", String(port)], in: unit.path, environment: ["PORT": String(port)], build: build)
    }

    package func environmentReads(in unit: DeployableUnit) -> [VariableRead] {
        NodeEnvironment.reads(in: NodeProject(unit.contents))
    }
}
