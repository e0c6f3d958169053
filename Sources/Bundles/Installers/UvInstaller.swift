import Topology
package import Workspace

/// uv: `uv sync --frozen` into the unit's own virtual environment (docs.astral.sh/uv, "Locking and syncing").
package struct UvInstaller: PackageInstaller {
    package let id = "uv"
    package let installHint = "pip install uv"

    package var installationFiles: [String] { ["pyproject.toml", "uv.lock", "uv.toml"] }

    package var versionFiles: [String] { [".python-version"] }

    package var dependencyFiles: [String] { ["pyproject.toml", "uv.lock"] }

    /// Makes the entry.
    package init() {}

    /// The nearest folder upwards with uv.lock: a workspace has one lock file, and one environment beside it.
    package func folder(for unit: DeployableUnit) -> String {
        PythonInstallation.nearest("uv.lock", from: unit) ?? unit.path
    }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        guard let unit = units.first else { return [] }
        let folder = folder(for: unit)
        let isLocked = PythonInstallation.has("uv.lock", in: folder, unit)
        let members = units.allSatisfy { $0.path == folder } ? [] : ["--all-packages"]
        return [InstallStep("uv", ["sync"] + (isLocked ? ["--frozen"] : []) + members, in: folder)]
    }

    /// `--no-sync` leaves the environment (docs.astral.sh/uv/reference/cli, "uv add").
    package func add(_ dependencies: [String], to unit: DeployableUnit, tools: ToolLocator) -> [InstallStep] {
        [InstallStep("uv", ["add", "--no-sync"] + dependencies, in: unit.path)]
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] {
        [PythonInstallation.environmentFolder(in: folder(for: unit)) + "/bin"]
    }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] {
        ["VIRTUAL_ENV": root + "/" + PythonInstallation.environmentFolder(in: folder(for: unit))]
    }

    package func source(for unit: DeployableUnit) -> ToolSource? { .pypi("uv") }

    package func languageVersion(for unit: DeployableUnit) -> LanguageVersion? { PythonInstallation.version(for: unit) }

    package func query(for version: LanguageVersion, tools: ToolLocator) -> InstallStep? {
        UvInterpreters.query(version)
    }

    package func fetchingInterpreters(into folder: String, tools: ToolLocator) -> [String: String]? {
        UvInterpreters.fetching(into: folder)
    }
}
