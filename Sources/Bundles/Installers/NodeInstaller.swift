import Topology
package import Workspace

/// npm: `npm ci` where there is a lock file (docs.npmjs.com, npm-ci), at the workspace's root.
package struct NpmInstaller: PackageInstaller {
    package let id = "npm"
    package let installHint = "install Node.js, which brings npm"

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

    package func searchFolders(for unit: DeployableUnit) -> [String] { NodeInstallation.searchFolders(for: unit) }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] { [:] }
}

/// pnpm: `pnpm install --frozen-lockfile` (pnpm.io/cli/install).
package struct PnpmInstaller: PackageInstaller {
    package let id = "pnpm"
    package let installHint = "npm install --global pnpm, or corepack enable pnpm"

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

    package func searchFolders(for unit: DeployableUnit) -> [String] { NodeInstallation.searchFolders(for: unit) }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] { [:] }
}

/// Yarn: classic has `--frozen-lockfile` (classic.yarnpkg.com/docs/cli/install), berry `--immutable`
/// (yarnpkg.com/cli/install); the lock file tells which it is.
package struct YarnInstaller: PackageInstaller {
    package let id = "yarn"
    package let installHint = "npm install --global yarn, or corepack enable yarn"

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

    package func searchFolders(for unit: DeployableUnit) -> [String] { NodeInstallation.searchFolders(for: unit) }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] { [:] }
}

/// Bun: `bun install --frozen-lockfile` (bun.com/docs/cli/install).
package struct BunInstaller: PackageInstaller {
    package let id = "bun"
    package let installHint = "npm install --global bun"

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

    package func searchFolders(for unit: DeployableUnit) -> [String] { NodeInstallation.searchFolders(for: unit) }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] { [:] }
}

/// What the package managers of Node.js have in common.
private enum NodeInstallation {
    /// The nearest folder upwards with a lock file, else the nearest with a package.json.
    static func folder(for unit: DeployableUnit, locks: [String]) -> String {
        let folders = ancestors(of: unit.path)
        return folders.first { hasLock(in: $0, unit, locks: locks) }
            ?? folders.last { has("package.json", in: $0, unit) } ?? unit.path
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
