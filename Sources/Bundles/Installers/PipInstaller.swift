import Topology
package import Workspace

/// pip: a virtual environment of the unit's own with its requirements, or the project itself.
package struct PipInstaller: PackageInstaller {
    package let id = "pip"
    package let installHint = "install Python 3 with venv (Debian: apt-get install python3-venv)"

    package var versionFiles: [String] { [".python-version"] }

    package var dependencyFiles: [String] { ["requirements.txt", "pyproject.toml"] }

    /// Makes the entry.
    package init() {}

    package func folder(for unit: DeployableUnit) -> String { unit.path }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        guard let unit = units.first else { return [] }
        let target: [String]
        if unit.contents.has("requirements.txt") {
            target = ["-r", "requirements.txt"]
        } else if let file = ["requirements/production.txt", "requirements/prod.txt", "requirements/base.txt"]
            .first(where: { unit.contents.has($0) })
        {
            target = ["-r", file]
        } else {
            target = ["."]
        }
        // uv installs the same files many times faster where it is there.
        if tools.path(of: "uv") != nil {
            return [
                InstallStep("uv", ["venv", "--quiet", "--allow-existing", ".venv"], in: unit.path),
                InstallStep("uv", ["pip", "install", "--python", ".venv/bin/python"] + target, in: unit.path),
            ]
        }
        return [
            InstallStep("python3", ["-m", "venv", ".venv"], in: unit.path),
            InstallStep(".venv/bin/pip", ["install", "--disable-pip-version-check"] + target, in: unit.path),
        ]
    }

    /// A line of requirements.txt, which has no lock file. One with hashes or exact versions was made by a tool: what
    /// that tool reads is not known.
    package func edits(adding dependencies: [String], to unit: DeployableUnit) -> [FileChange] {
        guard let path = unit.contents.repositoryPath("requirements.txt"),
            let bytes = unit.contents.files.contents(path)
        else { return [] }
        let text = SourceText(bytes)
        let lines = text.string(in: 0..<text.count).split(whereSeparator: \.isNewline)
        if lines.contains(where: { $0.contains("--hash") || $0.contains("==") }) { return [] }
        let edit = text.insertion(of: dependencies, at: text.anchor(afterLineOf: text.count, indentation: ""))
        let change = try? FileChange.edit(
            path, original: bytes, edits: [edit], why: "adds " + dependencies.joined(separator: ", "))
        return [change].compactMap(\.self)
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] {
        [PythonInstallation.environmentFolder(in: unit.path) + "/bin"]
    }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] {
        ["VIRTUAL_ENV": root + "/" + PythonInstallation.environmentFolder(in: unit.path)]
    }

    package func languageVersion(for unit: DeployableUnit) -> LanguageVersion? { PythonInstallation.version(for: unit) }

    package func query(for version: LanguageVersion, tools: ToolLocator) -> InstallStep? {
        tools.path(of: "uv") == nil ? nil : UvInterpreters.query(version)
    }

    package func fetchingInterpreters(into folder: String, tools: ToolLocator) -> [String: String]? {
        tools.path(of: "uv") == nil ? nil : UvInterpreters.fetching(into: folder)
    }
}
