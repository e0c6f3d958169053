package import Workspace

/// How a package manager installs a unit in the private copy. One file each in `Installers/`.
package protocol PackageInstaller: Sendable {
    /// Id of the package manager, such as `uv`; equals `PackageNode.packageManager`.
    var id: String { get }
    /// The folder (relative to the root) in which it is called for a unit: the workspace's root or the unit's own
    /// folder. Units with the same folder are installed once.
    func folder(for unit: DeployableUnit) -> String
    /// The commands that install all units that share a folder, in order; the frozen form where there is a lock file.
    /// `units` is not empty.
    func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep]
    /// Folders (relative to the root) to put before PATH when the unit is started, such as `apps/api/.venv/bin`.
    func searchFolders(for unit: DeployableUnit) -> [String]
    /// Variables that the unit needs to find what was installed, such as `VIRTUAL_ENV`; values relative to the root
    /// are given with the copy's folder in front.
    func environment(for unit: DeployableUnit, copy root: String) -> [String: String]
    /// Base names of the manifest and lock file, which say what is installed: adding a dependency changes these alone.
    var dependencyFiles: [String] { get }
    /// The commands that add dependencies of a unit to its manifest and its lock file and install nothing that they
    /// can leave. Empty where the package manager has no command for it.
    func add(_ dependencies: [String], to unit: DeployableUnit, tools: ToolLocator) -> [InstallStep]
    /// The edits that add dependencies of a unit where the package manager has neither command nor lock file.
    func edits(adding dependencies: [String], to unit: DeployableUnit) -> [FileChange]
    /// How to get the tool itself, for the message of a missing one, such as `pip install uv`.
    var installHint: String { get }
    /// Names of files, and of folders with a `/` at the end, that it reads in that folder and that decide what is
    /// installed: lock file, workspace manifest, settings.
    var installationFiles: [String] { get }
    /// Names of files that set the version of the language, looked for in every folder above the unit.
    var versionFiles: [String] { get }
    /// Where the package manager itself is to be had for a unit; nil where no registry has it.
    func source(for unit: DeployableUnit) -> ToolSource?
    /// The version of the language that the repository names for a unit; nil where it names none that is understood.
    func languageVersion(for unit: DeployableUnit) -> LanguageVersion?
    /// The command that succeeds where the package manager itself finds an interpreter of a version, without fetching
    /// one; nil where it looks at PATH alone.
    func query(for version: LanguageVersion, tools: ToolLocator) -> InstallStep?
    /// Variables with which the package manager fetches a missing interpreter into a folder of the private copy; nil
    /// where it fetches none.
    func fetchingInterpreters(into folder: String, tools: ToolLocator) -> [String: String]?
}

extension PackageInstaller {
    /// None is known.
    package var dependencyFiles: [String] { [] }
    /// No command.
    package func add(_ dependencies: [String], to unit: DeployableUnit, tools: ToolLocator) -> [InstallStep] { [] }
    /// No edit.
    package func edits(adding dependencies: [String], to unit: DeployableUnit) -> [FileChange] { [] }
    /// No registry has it.
    package func source(for unit: DeployableUnit) -> ToolSource? { nil }
    /// None is named.
    package func languageVersion(for unit: DeployableUnit) -> LanguageVersion? { nil }
    /// PATH alone.
    package func query(for version: LanguageVersion, tools: ToolLocator) -> InstallStep? { nil }
    /// None is fetched.
    package func fetchingInterpreters(into folder: String, tools: ToolLocator) -> [String: String]? { nil }
}

/// A registry that a package manager's own users install it from.
package enum ToolSource: Sendable, Hashable {
    /// A project of PyPI, such as `poetry`.
    case pypi(String)
    /// A package of npm's registry, with a version where one is wanted, such as `pnpm@9.12.0`.
    case npm(String)

    /// What a person types to install it.
    package var line: String {
        switch self {
        case .pypi(let project): "pip install \(project)"
        case .npm(let package): "npm install --global \(package)"
        }
    }
}

/// One command of an installation.
package struct InstallStep: Sendable, Hashable {
    /// Program, looked up in the user's PATH.
    package var executable: String
    /// Its arguments.
    package var arguments: [String]
    /// Folder to run in, relative to the root.
    package var workingDirectory: String
    /// Variables that it needs beside the user's own; an empty value takes one away.
    package var environment: [String: String]

    /// Makes a step.
    package init(
        _ executable: String, _ arguments: [String], in workingDirectory: String, environment: [String: String] = [:]
    ) {
        self.executable = executable
        self.arguments = arguments
        self.workingDirectory = workingDirectory
        self.environment = environment
    }
}
