package import Workspace

/// Go: modules are downloaded by the build itself; `go mod download` says early what is not to be had
/// (go.dev/ref/mod, "go mod download").
package struct GoInstaller: PackageInstaller {
    package let id = "go"
    package let installHint = "install Go (go.dev/dl)"

    /// A workspace's files stand above the module and are looked for there, as the version's are.
    package var versionFiles: [String] { ["go.work", "go.work.sum", ".go-version"] }

    /// Makes the entry.
    package init() {}

    package func folder(for unit: DeployableUnit) -> String { unit.path }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        units.prefix(1).map { InstallStep("go", ["mod", "download"], in: $0.path) }
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] { [] }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] { [:] }
}
