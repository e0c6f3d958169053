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

    /// The version that `packageManager` names, else one that writes a lock file of this form (vercel.com/docs,
    /// "Package managers": `lockfileVersion` 9.0 is of pnpm 9 and 10, 6.0 of pnpm 8, 5.4 of pnpm 7).
    package func source(for unit: DeployableUnit) -> ToolSource? {
        if let version = NodeInstallation.managerVersion("pnpm", for: unit) { return .npm("pnpm@" + version) }
        let lock = unit.contents.manifests.document(ManifestStore.path("pnpm-lock.yaml", in: folder(for: unit)))
        let form = lock?.root["lockfileVersion"]?.scalarText?.split(separator: ".").first.map(String.init)
        let versions: [String: String] = ["5": "7", "6": "8", "9": "9"]
        return .npm(form.flatMap { versions[$0] }.map { "pnpm@" + $0 } ?? "pnpm")
    }
}
