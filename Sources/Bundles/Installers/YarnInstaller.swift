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
        guard let lock = RelativePath.join(folder, "yarn.lock").flatMap({ unit.contents.files.contents($0) }) else {
            return [InstallStep(program, ["install"], in: folder)]
        }
        let isBerry = lock.split(separator: UInt8(ascii: "\n"), maxSplits: 12).contains {
            $0.starts(with: "__metadata:".utf8)
        }
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
}
