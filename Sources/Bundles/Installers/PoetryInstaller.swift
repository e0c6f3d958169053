import Topology
package import Workspace

/// Poetry: `poetry install` with the environment inside the project (python-poetry.org/docs/configuration).
package struct PoetryInstaller: PackageInstaller {
    package let id = "poetry"
    package let installHint = "pip install poetry"

    package var installationFiles: [String] { ["poetry.toml"] }

    package var versionFiles: [String] { [".python-version"] }

    package var dependencyFiles: [String] { ["pyproject.toml", "poetry.lock"] }

    /// An environment of the project's own, whichever the user has activated (python-poetry.org/docs/configuration).
    private static let variables: [String: String] = [
        "POETRY_VIRTUALENVS_CREATE": "true", "POETRY_VIRTUALENVS_IN_PROJECT": "true", "VIRTUAL_ENV": "",
        "CONDA_PREFIX": "",
    ]

    /// Makes the entry.
    package init() {}

    package func folder(for unit: DeployableUnit) -> String { unit.path }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        guard let unit = units.first else { return [] }
        // `--without dev` fails in a project that has no such group.
        let arguments = ["install", "--no-interaction", "--only", "main"] + (hasPackage(unit) ? [] : ["--no-root"])
        return [InstallStep("poetry", arguments, in: unit.path, environment: Self.variables)]
    }

    /// `--lock` leaves the environment (python-poetry.org/docs/cli, "add").
    package func add(_ dependencies: [String], to unit: DeployableUnit, tools: ToolLocator) -> [InstallStep] {
        [
            InstallStep(
                "poetry", ["add", "--lock", "--no-interaction"] + dependencies, in: unit.path,
                environment: Self.variables)
        ]
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] {
        [PythonInstallation.environmentFolder(in: unit.path) + "/bin"]
    }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] {
        ["VIRTUAL_ENV": root + "/" + PythonInstallation.environmentFolder(in: unit.path)]
    }

    package func source(for unit: DeployableUnit) -> ToolSource? { .pypi("poetry") }

    package func languageVersion(for unit: DeployableUnit) -> LanguageVersion? { PythonInstallation.version(for: unit) }

    /// Whether there is a package of the project's own to install: Poetry stops where it finds none
    /// (python-poetry.org/docs/basic-usage, "Operating modes").
    private func hasPackage(_ unit: DeployableUnit) -> Bool {
        guard let manifest = unit.contents.manifests.pythonManifest(in: unit.path),
            let root = unit.contents.manifests.document(manifest.path)?.root
        else { return false }
        if root[path: "tool", "poetry", "packages"] != nil { return true }
        let module = (manifest.name ?? "").replacing("-", with: "_")
        return ["\(module)/__init__.py", "src/\(module)/__init__.py", "\(module).py", "src/\(module).py"]
            .contains { unit.contents.has($0) }
    }
}
