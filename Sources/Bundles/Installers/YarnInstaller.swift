import Topology
package import Workspace

/// Yarn: classic has `--frozen-lockfile` (classic.yarnpkg.com/docs/cli/install), berry `--immutable`
/// (yarnpkg.com/cli/install); the lock file tells which it is.
package struct YarnInstaller: PackageInstaller {
    package let id = "yarn"
    package let installHint = "npm install --global yarn, or corepack enable yarn"

    /// The lock file, the workspace's own manifest, and what is read beside them.
    package var installationFiles: [String] {
        ["package.json", "yarn.lock", ".yarnrc.yml", ".yarnrc", ".yarn/"] + NodeInstallation.sharedFiles
    }

    package var versionFiles: [String] { NodeInstallation.versionFiles }

    package var dependencyFiles: [String] { ["package.json", "yarn.lock"] }

    /// Makes the entry.
    package init() {}

    package func folder(for unit: DeployableUnit) -> String {
        NodeInstallation.folder(for: unit, locks: ["yarn.lock"])
    }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        guard let unit = units.first else { return [] }
        let folder = folder(for: unit)
        // Debian calls the program yarnpkg, because it has another yarn.
        let program = tools.path(of: "yarn") == nil && tools.path(of: "yarnpkg") != nil ? "yarnpkg" : "yarn"
        guard let isBerry = isBerry(unit) else { return [InstallStep(program, ["install"], in: folder)] }
        return [InstallStep(program, ["install", isBerry ? "--immutable" : "--frozen-lockfile"], in: folder)]
    }

    /// Berry can leave the installation (yarnpkg.com/cli/add); classic cannot.
    package func add(_ dependencies: [String], to unit: DeployableUnit, tools: ToolLocator) -> [InstallStep] {
        guard let frozen = steps(for: [unit], tools: tools).first else { return [] }
        let mode = frozen.arguments.contains("--immutable") ? ["--mode=update-lockfile"] : ["--ignore-scripts"]
        return [InstallStep(frozen.executable, ["add"] + mode + dependencies, in: unit.path)]
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] { NodeInstallation.searchFolders(for: unit) }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] { [:] }

    /// Classic is `yarn` of npm's registry; later ones are `@yarnpkg/cli-dist`, and read `yarnPath` of `.yarnrc.yml`
    /// themselves (yarnpkg.com/getting-started/install).
    package func source(for unit: DeployableUnit) -> ToolSource? {
        let version = NodeInstallation.managerVersion("yarn", for: unit)
        let isClassic = version.map { $0.hasPrefix("1.") } ?? (isBerry(unit) != true)
        let package = isClassic ? "yarn" : "@yarnpkg/cli-dist"
        return .npm(package + "@" + (version ?? (isClassic ? "1" : "latest")))
    }

    /// Whether the lock file is of a version after classic; nil where there is none.
    private func isBerry(_ unit: DeployableUnit) -> Bool? {
        let lock = RelativePath.join(folder(for: unit), "yarn.lock").flatMap { unit.contents.files.contents($0) }
        return lock.map { lock in
            lock.split(separator: UInt8(ascii: "\n"), maxSplits: 12).contains { $0.starts(with: "__metadata:".utf8) }
        }
    }
}
