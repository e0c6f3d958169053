import Topology
package import Workspace

/// Bun: `bun install --frozen-lockfile` (bun.com/docs/cli/install).
package struct BunInstaller: PackageInstaller {
    package let id = "bun"
    package let installHint = "npm install --global bun"

    /// The lock file, the workspace's own manifest, and what is read beside them.
    package var installationFiles: [String] {
        ["package.json", "bun.lock", "bun.lockb", "bunfig.toml", "patches/"] + NodeInstallation.sharedFiles
    }

    package var versionFiles: [String] { NodeInstallation.versionFiles }

    package var dependencyFiles: [String] { ["package.json", "bun.lock", "bun.lockb"] }

    /// Makes the entry.
    package init() {}

    package func folder(for unit: DeployableUnit) -> String {
        NodeInstallation.folder(for: unit, locks: ["bun.lock", "bun.lockb"])
    }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        guard let unit = units.first else { return [] }
        let folder = folder(for: unit)
        let isLocked = NodeInstallation.hasLock(in: folder, unit, locks: ["bun.lock", "bun.lockb"])
        return [InstallStep("bun", ["install"] + (isLocked ? ["--frozen-lockfile"] : []), in: folder)]
    }

    /// `--lockfile-only` leaves `node_modules` (bun.com/docs/cli/add).
    package func add(_ dependencies: [String], to unit: DeployableUnit, tools: ToolLocator) -> [InstallStep] {
        [InstallStep("bun", ["add", "--lockfile-only"] + dependencies, in: unit.path)]
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] { NodeInstallation.searchFolders(for: unit) }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] { [:] }

    package func source(for unit: DeployableUnit) -> ToolSource? {
        let version = NodeInstallation.managerVersion("bun", for: unit)
        return .npm(version.map { "bun@" + $0 } ?? "bun")
    }
}
