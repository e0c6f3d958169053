import Topology
import Workspace

/// What frameworks of the web that bring their own tool have in common: they are recognised by a configuration, or by a
/// script that calls the tool.
protocol NodeSiteFramework: KnownFramework {
    /// The facts.
    static var site: NodeSite { get }
}

/// The facts about a framework that brings its own tool.
struct NodeSite: Sendable {
    /// Packages of which one is a dependency.
    var packages: [String]
    /// Names of configuration files, without ending where several are allowed.
    var configurations: [String]
    /// Programs that scripts call.
    var programs: Set<String>
    /// Executors of Nx that build an application with it, such as `@nx/next:build`.
    var executors: Set<String> = []
    /// Dependencies with which a package is something else that builds on the same tool.
    var unless: [String] = []
    /// Whether a package that tells stories, and that no script builds with it, is no application: the stories are built
    /// with the same configuration (storybook.js.org/docs, "Storybook for Vite").
    var yieldsToStories = false
    /// The port of its server in production.
    var port: Int
    /// The command that starts it in production.
    var start: String
    /// How sure a match is, 0 to 100.
    var confidence = 85
    /// Where files are routes, such as `server/routes`, each with the prefix of its paths.
    var routeFolders: [(folder: String, prefix: String)] = []
    /// The base name of route files where the folder gives the path; nil where the file's own name does.
    var routeName: String?
}

extension NodeSite {
    private static let endings: [String] = ["ts", "js", "mjs", "mts", "cjs", "cts", "json", "tsx", "jsx"]

    /// What shows it: the configuration, else a script.
    func sign(of project: NodeProject) -> FilePlace? {
        guard !unless.contains(where: { project.declares($0) }), project.nx?.isLibrary != true,
            !(yieldsToStories && tellsStoriesAlone(project))
        else { return nil }
        if let executor = project.nx?.executors.first(where: { executors.contains($0.name) }) { return executor.place }
        // Scripts at the root of an Nx workspace build its projects, not the root.
        if project.contents.has("nx.json"), project.nx?.isApplication != true { return nil }
        for name in configurations {
            for file in [name] + Self.endings.map({ "\(name).\($0)" }) where project.contents.has(file) {
                return project.contents.repositoryPath(file).map { FilePlace($0, line: 1) }
            }
        }
        return (project.manifest?.scripts ?? []).first { script in
            NodeCommandLine.parse(script.command).contains { programs.contains($0.program) }
        }?.place
    }

    private static let stories: [String] = ["ts", "js", "mjs", "cjs"].map { ".storybook/main.\($0)" }

    /// Whether a package has stories, and no script but a preview calls the tool.
    private func tellsStoriesAlone(_ project: NodeProject) -> Bool {
        guard Self.stories.contains(where: project.contents.has) else { return false }
        return !(project.manifest?.scripts ?? []).contains { script in
            NodeCommandLine.parse(script.command).contains { line in
                programs.contains(line.program) && line.words.dropFirst().first != "preview"
            }
        }
    }

    /// Files that answer at customary paths, the likeliest first.
    func health(in project: NodeProject) -> [HealthRoute] {
        var found: [HealthRoute] = []
        for path in project.contents.paths {
            let relative = RelativePath.relative(path, to: project.contents.path)
            for (folder, prefix) in routeFolders where relative.hasPrefix(folder + "/") {
                guard let route = urlPath(of: String(relative.dropFirst(folder.count + 1)), prefix),
                    HealthRoute.isCustomary(route)
                else { continue }
                found.append(HealthRoute(path: route, place: FilePlace(path, line: 1)))
            }
        }
        return found.sorted {
            (HealthRoute.rank($0.path) ?? 0, $0.path.count, $0.path)
                < (HealthRoute.rank($1.path) ?? 0, $1.path.count, $1.path)
        }
    }

    private func urlPath(of file: String, _ prefix: String) -> String? {
        var parts = file.split(separator: "/").map(String.init)
        guard let last = parts.popLast(), let dot = last.firstIndex(of: "."),
            Self.endings.contains(where: { last.hasSuffix("." + $0) })
        else { return nil }
        let name = String(last[..<dot])
        if let routeName {
            guard name == routeName else { return nil }
        } else if name != "index" {
            parts.append(name)
        }
        parts.removeAll { $0.hasPrefix("(") || $0.hasPrefix("_") }
        return NodeRoutes.join(prefix, parts.joined(separator: "/"))
    }
}

extension NodeSiteFramework {
    /// JavaScript; whether it is TypeScript, the manifest's claim says.
    package var language: String { "javascript" }
    /// No unit with it is started by the project's own tests.
    package var proof: Proof { .snippet }

    /// A dependency, and a configuration or a script that calls the tool.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        let site = Self.site
        guard let dependency = site.packages.lazy.compactMap({ package.dependency($0, in: .node) }).first else {
            return nil
        }
        let project = NodeProject(package)
        guard let shown = site.sign(of: project) else { return nil }
        let start = NodeStart(project)
        var evidence = [Evidence("framework", id, at: dependency.place), Evidence("framework", id, at: shown)]
        if let start { evidence.append(Evidence("start", start.command, at: start.place)) }
        let health = site.health(in: project).first
        if let health { evidence.append(Evidence("healthPath", health.path, at: health.place)) }
        return FrameworkMatch(
            type: .frontend, confidence: site.confidence, evidence: evidence, start: start?.command ?? site.start,
            port: site.port, health: health)
    }

    /// The package's own start, else the framework's, after the `build` script.
    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? {
        let project = NodeProject(unit.contents)
        let manager: String = ["npm", "pnpm", "yarn", "bun"].first { $0 == unit.package.packageManager } ?? "npm"
        let hasBuild = project.manifest?.script("build") != nil
        let build = hasBuild ? BuildCommand(manager, ["run", "build"], in: unit.path) : nil
        if NodeStart(project) != nil,
            var launch = NodeLaunch(unit: unit, project: project, port: port).command(entry: nil)
        {
            launch.build = launch.build ?? build
            return launch
        }
        guard let line = NodeCommandLine.parse(Self.site.start).last else { return nil }
        return LaunchCommand(
            line.program, line.words.dropFirst().map { $0 == "PORT" ? String(port) : $0 }, in: unit.path,
            environment: ["PORT": String(port), "HOST": "127.0.0.1"], build: build)
    }

    /// Reads of `process.env` and of schemas over it.
    package func environmentReads(in unit: DeployableUnit) -> [VariableRead] {
        NodeEnvironment.reads(in: NodeProject(unit.contents))
    }

    /// The route file, whose calls are not looked at.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        HealthInCode(route: Self.site.health(in: NodeProject(unit.contents)).first)
    }

    /// None: this version writes no code for it.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [] }

    /// Throws `health/no-approach`.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        throw .noHealthApproach(name, request.unit.path)
    }
}
