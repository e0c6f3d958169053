package import Workspace

/// Go: modules are downloaded by the build itself; `go mod download` says early what is not to be had
/// (go.dev/ref/mod, "go mod download").
package struct GoInstaller: PackageInstaller {
    package let id = "go"
    package let installHint = "install Go (go.dev/dl)"

    /// Makes the entry.
    package init() {}

    package func folder(for unit: DeployableUnit) -> String { unit.path }

    package func steps(for unit: DeployableUnit, tools: ToolLocator) -> [InstallStep] {
        [InstallStep("go", ["mod", "download"], in: unit.path)]
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] { [] }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] { [:] }
}
