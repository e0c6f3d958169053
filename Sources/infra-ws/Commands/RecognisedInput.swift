import Bundles
import Topology
import Workspace

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What every command starts from: the repository that the options name, read and recognised.
struct RecognisedInput: Sendable {
    /// Where it is.
    var root: RepositoryRoot
    /// Its files and manifests.
    var monorepo: Monorepo
    /// Its topology and packages.
    var recognised: RecognisedRepository
    /// The packages that the filters choose; all without filters.
    var selection: [PackageNode]
    /// What is to be said about the filters: one sentence for each that chose nothing because nothing changed.
    var notes: [String]
    /// The working directory relative to the root; `.` where it lies outside.
    var folder: String
    /// Answers what changed since a ref.
    var changes: PackageFilter.ChangeLookup
    /// How ids are written for people.
    var names: DisplayNames

    /// Reads the repository.
    ///
    /// - Throws: What makes the command impossible: no such folder, a `state.json` that nobody can rely on, a filter
    ///   that matches nothing.
    static func read(
        _ options: GlobalOptions, catalogue: Catalogue = .standard, runner: any ToolRunner = ProcessToolRunner()
    ) async throws(Diagnostic) -> RecognisedInput {
        let here = workingDirectory()
        let root = try await RepositoryRoot.find(named: options.root, workingDirectory: here, runner: runner)
        let monorepo = try await Monorepo.read(root: root.path, runner: runner)
        let recognised = await TopologyBuilder.recognise(
            monorepo: monorepo, frameworks: catalogue.recognisedFrameworks,
            platforms: catalogue.recognisedPlatforms, datastores: catalogue.recognisedDatastores)
        let folder = folder(here, in: root.path)
        let changes = ChangedPackages(recognised.graph, root: root.path, runner: runner).lookup
        let selection = try await PackageFilter.select(
            options.filters, in: recognised.graph, from: folder, changes: changes)
        return RecognisedInput(
            root: root, monorepo: monorepo, recognised: recognised,
            selection: selection.packages, notes: selection.notes, folder: folder, changes: changes,
            names: DisplayNames(
                frameworks: catalogue.recognisedFrameworks,
                platforms: catalogue.recognisedPlatforms, datastores: catalogue.recognisedDatastores))
    }

    /// Keeps everything until the process ends: a command that only prints need not take thousands of packages apart.
    func outliveCommand() { Outliving.keep(self) }

    /// The topology of what the filters choose.
    var graph: TopologyGraph { recognised.graph.restricted(to: selection) }

    /// The absolute path of the working directory; `.` where it was removed.
    static func workingDirectory() -> String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }

    /// The working directory relative to the root; the root itself where it lies outside.
    static func folder(_ path: String, in root: String) -> String {
        guard let real = FileSystemAccess.realPath(path), real.hasPrefix(root == "/" ? "/" : root + "/") else {
            return "."
        }
        return RelativePath.normal(String(real.dropFirst(root == "/" ? 1 : root.count + 1))) ?? "."
    }
}

/// What lives until the process ends.
enum Outliving {
    /// Keeps a value: a command that only prints need not take thousands of packages apart.
    static func keep(_ value: some Sendable) { _ = Unmanaged.passRetained(Keeper(value: value)) }

    private final class Keeper<Value: Sendable>: Sendable {
        let value: Value

        init(value: Value) { self.value = value }
    }
}
