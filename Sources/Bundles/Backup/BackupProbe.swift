import Topology
import Workspace

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Runs the scripts of one database against the instance that was started for its unit, with a storage of its own, and
/// asks the database itself through the engine's functions rather than through the files that are to be proved.
struct BackupProbe: Sendable {
    private let layout: BackupLayout
    private let started: StartedUnit
    private let searchPath: String
    /// The storage of this probe.
    private let storage: String
    /// The image that the engine's client programs come from; nil where they are this machine's own.
    let clientImage: String?

    /// How long one script may take.
    private static let limit: Duration = .seconds(120)

    /// Makes a probe with an empty storage, and with this machine's own client programs unless others are given.
    init(
        _ layout: BackupLayout, in started: StartedUnit, catalogue: Catalogue, client: ContainerClient? = nil
    ) throws(Diagnostic) {
        self.layout = layout
        self.started = started
        let path = started.userVariables["PATH"] ?? UserEnvironment.defaultSearchPath
        let tools = ToolLocator(searchPath: path)
        let folder = catalogue.datastore(layout.target.component.engine)?.backupToolFolder(tools)
        searchPath = (client.map { "\($0.folder):" } ?? "") + path + (folder.map { ":\($0)" } ?? "")
        clientImage = client?.image
        storage = try FileSystemAccess.makeTemporaryFolder(in: started.temporary, prefix: "backups-")
    }

    /// Runs one of the scripts of the repository.
    func run(
        _ role: BackupRole, _ arguments: [String] = [], adding variables: [String: String] = [:]
    ) async throws(Diagnostic) -> ToolResult {
        let script = started.tree + "/" + layout.files.path(role)
        var environment = self.environment
        environment["BACKUP_DIR"] = storage
        environment.merge(variables) { _, new in new }
        if variables["BACKUP_S3_BUCKET"] != nil, variables["BACKUP_DIR"] == nil { environment["BACKUP_DIR"] = nil }
        return try await started.runner.run(
            ToolCommand(
                "bash", [script] + arguments, in: started.tree, environment: environment, timeLimit: Self.limit))
    }

    /// Names of the files in the storage, whatever they are called; without what is hidden.
    func stored() -> [String] {
        let folders = (try? FileSystemAccess.list(storage)) ?? []
        let all = folders.flatMap { name -> [String] in
            let path = "\(storage)/\(name)"
            guard FileSystemAccess.isFolder(path) else { return [path] }
            return ((try? FileSystemAccess.list(path)) ?? []).map { "\(path)/\($0)" }
        }
        return all.filter { !RelativePath.baseName(of: $0).hasPrefix(".") }.sorted()
    }

    // MARK: The engine's own functions

    /// Whether the client programs are there and not older than the server.
    func checkClient() async throws(Diagnostic) -> ToolResult {
        try await ask("check_client")
    }

    /// Puts a row into every empty table that takes one.
    func seed() async throws(Diagnostic) -> ToolResult {
        try await ask("seed")
    }

    /// The rows of every table of the unit's database: `rows NAME<tab>NUMBER`.
    func rows() async throws(Diagnostic) -> ToolResult {
        try await ask("count_rows")
    }

    /// The rows of every table of a dump, restored into a database that is gone afterwards.
    func rows(restoredFrom file: String) async throws(Diagnostic) -> ToolResult {
        try await ask(
            """
            open_scratch
            trap close_scratch EXIT
            # In a shell of its own: what removes the scratch database has to be connected to another one.
            (
                use_database "$scratch"
                load \(ShellText.quoted(file)) >&2
                count_rows
            )
            """)
    }

    private func ask(_ lines: String) async throws(Diagnostic) -> ToolResult {
        let target = layout.target
        let functions = target.recipe.functions
        let parts = [
            "set -euo pipefail", "force=", "root=\(ShellText.quoted(started.tree))", BackupShell.words,
            functions.connect, functions.rows, functions.restore, functions.scratch, functions.seed,
            "connect \"${\(target.variable)-}\"", lines,
        ]
        let text = parts.joined(separator: "\n")
            .replacing("@ADDRESS@", with: target.variable)
            .replacing("@FOLDER@", with: ShellText.quoted(target.reporter))
        return try await started.runner.run(
            ToolCommand(
                "bash", ["-c", text, "infra-ws"], in: started.tree, environment: environment, timeLimit: Self.limit))
    }

    private var environment: [String: String] {
        var environment = started.variables
        environment["PATH"] = searchPath
        environment["TMPDIR"] = started.temporary
        return environment
    }
}
