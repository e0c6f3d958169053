import Topology
package import Workspace

/// npm: `npm ci` where there is a lock file (docs.npmjs.com, npm-ci), at the workspace's root.
package struct NpmInstaller: PackageInstaller {
    package let id = "npm"
    package let installHint = "install Node.js, which brings npm"

    /// The lock file, the workspace's own manifest, and what is read beside them.
    package var installationFiles: [String] {
        ["package.json", "package-lock.json", "npm-shrinkwrap.json"] + NodeInstallation.sharedFiles
    }

    package var versionFiles: [String] { NodeInstallation.versionFiles }

    package var dependencyFiles: [String] { ["package.json", "package-lock.json", "npm-shrinkwrap.json"] }

    /// Makes the entry.
    package init() {}

    package func folder(for unit: DeployableUnit) -> String {
        NodeInstallation.folder(for: unit, locks: ["package-lock.json", "npm-shrinkwrap.json"])
    }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        guard let unit = units.first else { return [] }
        let folder = folder(for: unit)
        let isLocked = NodeInstallation.hasLock(in: folder, unit, locks: ["package-lock.json", "npm-shrinkwrap.json"])
        // `--workspace` keeps what other members need out of the way (docs.npmjs.com, "Workspaces").
        let members = units.filter { $0.path != folder }.flatMap { unit in
            ["--workspace", RelativePath.relative(unit.path, to: folder)]
        }
        let arguments = [isLocked ? "ci" : "install"] + members + ["--no-audit", "--no-fund"]
        return [InstallStep("npm", arguments, in: folder)]
    }

    /// `--package-lock-only` writes manifest and lock file and leaves `node_modules` (docs.npmjs.com, npm-install).
    package func add(_ dependencies: [String], to unit: DeployableUnit, tools: ToolLocator) -> [InstallStep] {
        let folder = folder(for: unit)
        let member = unit.path == folder ? [] : ["--workspace", RelativePath.relative(unit.path, to: folder)]
        let options = ["install", "--save", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]
        return [InstallStep("npm", options + member + dependencies, in: folder)]
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] { NodeInstallation.searchFolders(for: unit) }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] { [:] }
}
