import Topology
package import Workspace

/// Poetry: `poetry install` with the environment inside the project (python-poetry.org/docs/configuration).
package struct PoetryInstaller: PackageInstaller {
    package let id = "poetry"
    package let installHint = "pip install poetry"

    package var installationFiles: [String] { ["poetry.toml"] }

    package var versionFiles: [String] { [".python-version"] }

    package var dependencyFiles: [String] { ["pyproject.toml", "poetry.lock"] }

    /// Makes the entry.
    package init() {}

    package func folder(for unit: DeployableUnit) -> String { unit.path }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        guard let unit = units.first else { return [] }
        return [
            InstallStep("poetry", ["config", "virtualenvs.in-project", "true", "--local"], in: unit.path),
            InstallStep("poetry", ["install", "--no-interaction", "--without", "dev"], in: unit.path),
        ]
    }

    /// `--lock` leaves the environment (python-poetry.org/docs/cli, "add").
    package func add(_ dependencies: [String], to unit: DeployableUnit, tools: ToolLocator) -> [InstallStep] {
        [InstallStep("poetry", ["add", "--lock", "--no-interaction"] + dependencies, in: unit.path)]
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] {
        [PythonInstallation.environmentFolder(in: unit.path) + "/bin"]
    }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] {
        ["VIRTUAL_ENV": root + "/" + PythonInstallation.environmentFolder(in: unit.path)]
    }
}
