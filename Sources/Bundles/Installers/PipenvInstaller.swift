import Topology
package import Workspace

/// Pipenv: `pipenv install --deploy`, which stops where Pipfile.lock is out of date, into an environment inside the
/// project (pipenv.pypa.io, "Commands", "Configuration").
package struct PipenvInstaller: PackageInstaller {
    package let id = "pipenv"
    package let installHint = "pip install pipenv"

    package var versionFiles: [String] { [".python-version"] }

    package var dependencyFiles: [String] { ["Pipfile", "Pipfile.lock"] }

    /// An environment of the project's own, whichever the user has activated, and no question on a terminal.
    private static let variables: [String: String] = [
        "PIPENV_VENV_IN_PROJECT": "1", "PIPENV_IGNORE_VIRTUALENVS": "1", "PIPENV_NOSPIN": "1", "PIPENV_YES": "1",
        "PIPENV_DONT_USE_PYENV": "1", "PIPENV_DONT_USE_ASDF": "1",
    ]

    /// Makes the entry.
    package init() {}

    package func folder(for unit: DeployableUnit) -> String { unit.path }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        guard let unit = units.first else { return [] }
        let isLocked = unit.contents.has("Pipfile.lock")
        return [
            InstallStep(
                "pipenv", ["install"] + (isLocked ? ["--deploy"] : ["--skip-lock"]), in: unit.path,
                environment: Self.variables)
        ]
    }

    /// `pipenv upgrade` writes Pipfile and Pipfile.lock and installs nothing (pipenv.pypa.io, "Commands", "upgrade").
    package func add(_ dependencies: [String], to unit: DeployableUnit, tools: ToolLocator) -> [InstallStep] {
        [InstallStep("pipenv", ["upgrade"] + dependencies, in: unit.path, environment: Self.variables)]
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] {
        [PythonInstallation.environmentFolder(in: unit.path) + "/bin"]
    }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] {
        ["VIRTUAL_ENV": root + "/" + PythonInstallation.environmentFolder(in: unit.path)]
    }

    package func source(for unit: DeployableUnit) -> ToolSource? { .pypi("pipenv") }

    package func languageVersion(for unit: DeployableUnit) -> LanguageVersion? { PythonInstallation.version(for: unit) }
}
