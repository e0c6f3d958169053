import Support
import Topology
import Workspace

@testable import Bundles

/// A repository in memory as the Backup bundle sees it.
struct BackupRepository {
    /// Contents by path.
    let files: [String: String]
    /// What the bundle may look at.
    let context: BundleContext
    /// The deployable units.
    let units: [DeployableUnit]

    private let bundle = BackupBundle()

    /// Reads files in memory.
    init(_ files: [String: String]) async throws {
        self.files = files
        let monorepo = try await Monorepo.read(files: RepositoryFiles(files)).withSpecification()
        let catalogue = Catalogue.standard
        let found = await TopologyBuilder.recognise(
            monorepo: monorepo, frameworks: catalogue.frameworks, platforms: catalogue.platforms,
            datastores: catalogue.datastores)
        context = BundleContext(
            repository: found.view, graph: found.graph, catalogue: catalogue, knownIssues: monorepo.knownIssues)
        units = found.graph.packages.filter(\.deploysIndependently).compactMap { package in
            guard let contents = found.view.packages.first(where: { $0.path == package.path }) else { return nil }
            return DeployableUnit(
                package: package, contents: contents, components: found.graph.components(usedBy: package.path),
                isMonorepo: found.graph.isMonorepo)
        }
    }

    /// Reads a sample repository, without what is installed or built in it.
    static func fixture(_ name: String, adding more: [String: String] = [:]) async throws -> BackupRepository {
        var files: [String: String] = [:]
        let root = Fixture.path(name)
        func read(_ folder: String) throws {
            for name in try FileSystemAccess.list("\(root)/\(folder)") {
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                if FileSystemAccess.isFolder("\(root)/\(path)") {
                    if !["node_modules", ".venv", ".next", "__pycache__"].contains(name) { try read(path) }
                } else {
                    files[path] = String(decoding: try FileSystemAccess.read("\(root)/\(path)"), as: UTF8.self)
                }
            }
        }
        try read("")
        return try await BackupRepository(files.merging(more) { _, new in new })
    }

    /// One line for each unit: its finding with what is there and what is lacking.
    var findings: [String] {
        units.map { unit in
            let finding = bundle.finding(for: unit, in: context)
            let present = finding.present.map { part in part.name + (part.place.map { " (\($0))" } ?? "") }
            return ["\(unit.path): \(finding.state)", finding.reason, present.joined(separator: ", ")]
                .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "; ")
                + (finding.lacking.isEmpty ? "" : "; lacks " + finding.lacking.joined(separator: ", "))
        }
    }

    /// The plan of a unit.
    func plan(_ path: String) throws -> UnitPlan {
        guard let unit = units.first(where: { $0.path == path }) else {
            throw Diagnostic.error("test", "there is no unit at \(path): \(units.map(\.path))")
        }
        return try bundle.plan(
            for: unit, finding: bundle.finding(for: unit, in: context), approach: nil, in: context)
    }

    /// The plans of every unit as one change set.
    func changes() throws -> ChangeSet {
        let merged = ChangeSet.merge(
            try units.map { OwnedChanges(owner: $0.path, changes: try plan($0.path).changes) })
        if let rejected = merged.rejected.first { throw rejected.reason }
        return merged.changes
    }

    /// The repository after every plan.
    func applied() async throws -> BackupRepository {
        var files = files
        for change in try changes().changes {
            files[change.path] = change.new.map { String(decoding: $0, as: UTF8.self) }
        }
        return try await BackupRepository(files)
    }
}
