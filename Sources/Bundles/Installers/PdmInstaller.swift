import Topology
package import Workspace

/// PDM: `pdm sync` from its lock file into an environment inside the project (pdm-project.org, "Manage dependencies",
/// "Use PDM with virtual environments").
package struct PdmInstaller: PackageInstaller {
    package let id = "pdm"
    package let installHint = "pip install pdm"

    package var installationFiles: [String] { ["pdm.toml"] }

    package var versionFiles: [String] { [".python-version"] }

    package var dependencyFiles: [String] { ["pyproject.toml", "pdm.lock"] }

    /// An environment of the project's own, whichever the user has activated (pdm-project.org, "Configuration").
    private static let variables: [String: String] = [
        "PDM_IGNORE_ACTIVE_VENV": "true", "PDM_USE_VENV": "true", "PDM_VENV_IN_PROJECT": "true",
        "PDM_CHECK_UPDATE": "false", "PDM_NON_INTERACTIVE": "1",
    ]

    /// Makes the entry.
    package init() {}

    package func folder(for unit: DeployableUnit) -> String { unit.path }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        guard let unit = units.first else { return [] }
        let isLocked = unit.contents.has("pdm.lock")
        return [
            InstallStep("pdm", [isLocked ? "sync" : "install", "--prod"], in: unit.path, environment: Self.variables)
        ]
    }

    /// `--no-sync` leaves the environment (pdm-project.org, "CLI reference", "add").
    package func add(_ dependencies: [String], to unit: DeployableUnit, tools: ToolLocator) -> [InstallStep] {
        [
            InstallStep(
                "pdm", ["add", "--no-sync"] + dependencies, in: unit.path, environment: Self.variables)
        ]
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] {
        [PythonInstallation.environmentFolder(in: unit.path) + "/bin"]
    }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] {
        ["VIRTUAL_ENV": root + "/" + PythonInstallation.environmentFolder(in: unit.path)]
    }

    package func source(for unit: DeployableUnit) -> ToolSource? { .pypi("pdm") }

    package func languageVersion(for unit: DeployableUnit) -> LanguageVersion? { PythonInstallation.version(for: unit) }
}
