import Topology
package import Workspace

/// pnpm: `pnpm install --frozen-lockfile` (pnpm.io/cli/install).
package struct PnpmInstaller: PackageInstaller {
    package let id = "pnpm"
    package let installHint = "npm install --global pnpm, or corepack enable pnpm"

    /// The lock file, the workspace's own manifest, and what is read beside them.
    package var installationFiles: [String] {
        ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", ".pnpmfile.cjs", "patches/"]
            + NodeInstallation.sharedFiles
    }

    package var versionFiles: [String] { NodeInstallation.versionFiles }

    package var dependencyFiles: [String] { ["package.json", "pnpm-lock.yaml"] }

    /// Makes the entry.
    package init() {}

    package func folder(for unit: DeployableUnit) -> String {
        NodeInstallation.folder(for: unit, locks: ["pnpm-lock.yaml"])
    }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        guard let unit = units.first else { return [] }
        let folder = folder(for: unit)
        let isLocked = NodeInstallation.hasLock(in: folder, unit, locks: ["pnpm-lock.yaml"])
        // `{path}...` is a member with its dependencies (pnpm.io/filtering).
        let members = units.filter { $0.path != folder }.flatMap { unit in
            ["--filter", "{\(RelativePath.relative(unit.path, to: folder))}..."]
        }
        return [InstallStep("pnpm", members + ["install"] + (isLocked ? ["--frozen-lockfile"] : []), in: folder)]
    }

    /// `--lockfile-only` leaves `node_modules` (pnpm.io/cli/add).
    package func add(_ dependencies: [String], to unit: DeployableUnit, tools: ToolLocator) -> [InstallStep] {
        [InstallStep("pnpm", ["add", "--lockfile-only"] + dependencies, in: unit.path)]
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] { NodeInstallation.searchFolders(for: unit) }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] { [:] }
}
