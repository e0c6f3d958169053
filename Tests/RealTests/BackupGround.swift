import Support
import Topology
import Workspace

@testable import Bundles

/// A sample repository with the Backup bundle applied to its private copy, and its database started for one unit.
struct BackupGround: Sendable {
    /// The database with its files.
    let layout: BackupLayout
    /// The unit as scripts see it.
    let started: StartedUnit
    private let copy: PrivateCopy
    private let instance: LocalInstance?
    private let runner = ProcessToolRunner()

    /// Makes the ground for `storefront` (PostgreSQL), `single` (SQLite), `mysql` or `mariadb` and hands it to `body`.
    static func with(
        _ fixture: String, in folder: String, user: [String: String] = [:], image: String? = nil,
        _ body: (BackupGround) async throws -> Void
    ) async throws {
        let ground = try await make(fixture, in: folder, user: user, image: image)
        do {
            try await body(ground)
        } catch {
            await ground.close()
            throw error
        }
        await ground.close()
    }

    private static func make(_ fixture: String, in folder: String, user: [String: String], image: String?) async throws
        -> BackupGround
    {
        let runner = ProcessToolRunner()
        let run: FixtureRun
        if let files = BackupSamples.all[fixture] {
            run = FixtureRun(root: try await ScratchRepository(in: folder, files).root)
        } else {
            run = try await FixtureRun.make(fixture, in: folder)
        }
        if let image { try run.replace("postgres:16-alpine", by: image, in: "compose.yml") }
        let files = try await RepositoryFiles.scan(root: run.root, runner: runner)
        let copy = try await PrivateCopy.make(of: files, in: "/tmp")
        try await apply(to: copy.tree)
        let context = try await context(of: copy.tree)
        let target = try requireTarget(context)
        var environment = UserEnvironment.current
        environment.merge(user) { _, new in new }
        let surroundings = RunSurroundings(
            runner: runner, environment: environment,
            tools: ToolLocator(searchPath: environment["PATH"] ?? UserEnvironment.defaultSearchPath),
            progress: SilentProgress())
        var variables = UserEnvironment.restricted(environment, home: copy.home, temporary: copy.temporary)
        var instance: LocalInstance?
        if let store = context.catalogue.datastore(target.component.engine), target.recipe.runner != nil {
            instance = try await LocalInstance.start(store, id: target.id, copy: copy, surroundings: surroundings)
            variables[target.variable] = store.connectionString(port: instance?.port ?? 0, example: nil)
        } else {
            variables[target.variable] = "notes.db"
        }
        return BackupGround(
            layout: BackupLayout(target, in: context),
            started: StartedUnit(
                tree: copy.tree, temporary: copy.temporary, variables: variables, userVariables: environment,
                runner: runner), copy: copy, instance: instance)
    }

    private static func requireTarget(_ context: BundleContext) throws -> BackupTarget {
        guard let target = BackupTargets.all(in: context).first else {
            throw Diagnostic.error("test", "the sample has no database")
        }
        return target
    }

    /// Writes the plans of every unit into the copy.
    private static func apply(to tree: String) async throws {
        let context = try await context(of: tree)
        let bundle = BackupBundle()
        for package in context.graph.packages where package.deploysIndependently {
            guard let contents = context.repository.packages.first(where: { $0.path == package.path }) else { continue }
            let unit = DeployableUnit(
                package: package, contents: contents, components: context.graph.components(usedBy: package.path),
                isMonorepo: context.graph.isMonorepo)
            let plan = try bundle.plan(
                for: unit, finding: bundle.finding(for: unit, in: context), approach: nil, in: context)
            for change in plan.changes {
                guard case .create(let bytes, let mode) = change.kind else { continue }
                let path = "\(tree)/\(change.path)"
                try FileSystemAccess.makeFolder(RelativePath.folder(of: path), withParents: true)
                try FileSystemAccess.write(bytes, to: path, mode: UInt16(mode))
            }
        }
    }

    private static func context(of tree: String) async throws -> BundleContext {
        let monorepo = try await Monorepo.read(root: tree, runner: ProcessToolRunner())
        let catalogue = Catalogue.standard
        let found = await TopologyBuilder.recognise(
            monorepo: monorepo, frameworks: catalogue.frameworks, platforms: catalogue.platforms,
            datastores: catalogue.datastores)
        return BundleContext(
            repository: found.view, graph: found.graph, catalogue: catalogue, knownIssues: monorepo.knownIssues)
    }

    private func close() async {
        await instance?.close()
        try? await copy.remove()
    }

    // MARK: What tests do with it

    /// A probe with a storage of its own.
    func probe() throws -> BackupProbe { try BackupProbe(layout, in: started, catalogue: .standard) }

    /// The whole life of one backup.
    func rehearse() async throws -> [Check] {
        var rehearsal = BackupRehearsal(layout, try probe())
        return try await rehearsal.run()
    }

    /// Runs a script as production does, with these variables beside the database's address.
    func script(_ role: BackupRole, _ arguments: [String] = [], _ variables: [String: String]) async throws
        -> ToolResult
    {
        var environment = started.variables
        environment.merge(variables) { _, new in new }
        return try await runner.run(
            ToolCommand(
                started.tree + "/" + layout.files.path(role), arguments, in: started.tree, environment: environment))
    }

    /// Runs SQL by the engine's own client.
    func sql(_ statement: String) async throws {
        let address = started.variables[layout.target.variable] ?? ""
        let words =
            switch layout.target.component.engine {
            case "sqlite": ["sqlite3", address, statement]
            case "postgresql": ["psql", address, "-qc", statement]
            default: Self.mariadb(address) + ["--execute=\(statement)", "app"]
            }
        let result = try await runner.run(
            ToolCommand(words[0], Array(words.dropFirst()), in: started.tree, environment: started.variables))
        if !result.isSuccess { throw Diagnostic.error("test", "\(statement): \(result.errors)") }
    }

    /// The client with the instance's port; user, password and database are those of every instance.
    private static func mariadb(_ address: String) -> [String] {
        let port = address.split(separator: ":").last?.prefix { $0.isNumber } ?? ""
        return ["mariadb", "--no-defaults", "--protocol=tcp", "--host=127.0.0.1", "--port=\(port)", "-uapp", "-papp"]
    }

    /// Changes a generated script; the text has to be there.
    func plant(_ old: String, by new: String, in role: BackupRole) throws {
        let path = started.tree + "/" + layout.files.path(role)
        let text = String(decoding: try FileSystemAccess.read(path), as: UTF8.self)
        guard text.contains(old) else { throw Diagnostic.error("test", "\(path) has no `\(old)`") }
        try FileSystemAccess.write(Array(text.replacing(old, with: new).utf8), to: path, mode: 0o755)
    }

    /// Names in the folder of the database below a storage folder, sorted.
    func stored(in folder: String) throws -> [String] {
        try FileSystemAccess.list("\(folder)/\(layout.target.id)").filter { !$0.hasPrefix(".") }.sorted()
    }
}

/// Nobody listens.
struct SilentProgress: ProgressSink {
    func note(_ line: String) {}
    func update(unit: String, step: String) {}
    func finish(unit: String, outcome: String) {}
}
