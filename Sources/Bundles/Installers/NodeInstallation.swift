import Topology
import Workspace

/// What the package managers of Node.js have in common.
enum NodeInstallation {
    /// What all of them read beside their lock files, and the runners of tasks that a build goes through.
    static let sharedFiles = [".npmrc", "turbo.json", "nx.json"]
    /// Files that set the version of Node.js.
    static let versionFiles = [".nvmrc", ".node-version"]

    /// The nearest folder upwards with a lock file, else the nearest with a package.json.
    static func folder(for unit: DeployableUnit, locks: [String]) -> String {
        let folders = ancestors(of: unit.path)
        return folders.first { hasLock(in: $0, unit, locks: locks) }
            ?? folders.last { has("package.json", in: $0, unit) } ?? unit.path
    }

    /// The version of a manager that the nearest `packageManager` upwards names (nodejs.org/api/corepack.html), without
    /// the sum behind it; nil where it names none or another manager.
    static func managerVersion(_ name: String, for unit: DeployableUnit) -> String? {
        let manifests = ancestors(of: unit.path).compactMap { unit.contents.manifests.nodeManifest(in: $0) }
        guard let declared = manifests.first(where: { $0.packageManager != nil }), declared.packageManager == name
        else { return nil }
        return declared.packageManagerVersion?.split(separator: "+").first.map(String.init)
    }

    static func hasLock(in folder: String, _ unit: DeployableUnit, locks: [String]) -> Bool {
        locks.contains { has($0, in: folder, unit) }
    }

    /// Programs of the unit's own dependencies, then those that were hoisted to the workspace's root.
    static func searchFolders(for unit: DeployableUnit) -> [String] {
        ancestors(of: unit.path).map { $0 == "." ? "node_modules/.bin" : $0 + "/node_modules/.bin" }
    }

    private static func has(_ file: String, in folder: String, _ unit: DeployableUnit) -> Bool {
        RelativePath.join(folder, file).map { unit.contents.files.contains($0) } ?? false
    }

    /// The folder and all folders above it, the innermost first.
    private static func ancestors(of path: String) -> [String] {
        var folders = [path]
        while let last = folders.last, last != "." { folders.append(RelativePath.folder(of: last)) }
        return folders
    }
}
