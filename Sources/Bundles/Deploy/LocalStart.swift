import Topology
import Workspace

/// How one unit is started on a developer's machine without containers: the very commands that were tried, with the
/// unit's own port and the addresses of its examples.
struct LocalStart: Sendable {
    /// The unit.
    let unit: DeployableUnit
    /// What starts it on its own port, its program as a person finds it.
    let launch: LaunchCommand
    /// What installs it, from the root.
    let installation: [InstallStep]
    /// Databases, caches and queues that have to run before.
    let needs: [LocalNeed]
    /// Variables that are set before the start, in their order.
    let exports: [(name: String, value: String)]
    /// Names of variables whose values a person has.
    let secrets: [String]

    /// The port for a unit that names none.
    static let customaryPort = 8000

    /// Describes the start of a unit whose start was tried in a private copy; nil where this machine cannot start it.
    init?(of unit: DeployableUnit, in context: BundleContext, at workplace: Workplace) {
        guard UnitOpener.canStart(unit, in: context),
            let framework = context.catalogue.framework(unit.package.framework),
            var launch = framework.launch(of: unit, on: unit.package.port ?? Self.customaryPort)
        else { return nil }
        let installer = context.catalogue.installer(unit.package.packageManager)
        installation = installer?.steps(for: [unit], tools: workplace.surroundings.tools) ?? []
        launch.executable = Self.typed(launch, of: unit, by: installer, in: workplace.copy.tree)
        self.unit = unit
        self.launch = launch
        let reads = framework.environmentReads(in: unit)
        needs = LocalNeed.all(of: unit, reads: reads, in: context)
        let given = needs.flatMap(\.variables)
        let own = Set(given.map(\.name)).union(launch.environment.keys)
        // What only a compose file gives may name its services, which nobody finds without it.
        let written = ExampleValues.inFiles(of: unit)
        let others = Set(reads.map(\.name)).subtracting(own).filter { written[$0] != nil }
        secrets = others.filter(Self.isSecret).sorted()
        let plain = others.subtracting(secrets).sorted().map { (name: $0, value: written[$0] ?? "") }
        exports = given + plain + launch.environment.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }

    /// What a person types for a program that the installation put beside the unit, such as `.venv/bin/uvicorn`.
    private static func typed(
        _ launch: LaunchCommand, of unit: DeployableUnit, by installer: (any PackageInstaller)?, in tree: String
    ) -> String {
        guard !launch.executable.contains("/") else { return launch.executable }
        let folder = (installer?.searchFolders(for: unit) ?? []).first { folder in
            FileSystemAccess.information("\(tree)/\(folder)/\(launch.executable)") != nil
        }
        guard let folder else { return launch.executable }
        return RelativePath.relative(folder, to: launch.workingDirectory) + "/" + launch.executable
    }

    /// Whether a variable's name says that its value is nobody else's concern.
    private static func isSecret(_ name: String) -> Bool {
        ["KEY", "SECRET", "TOKEN", "PASSWORD", "PASSWD", "CREDENTIAL"].contains { name.uppercased().contains($0) }
    }
}
