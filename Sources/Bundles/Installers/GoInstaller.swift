package import Workspace

/// Go: modules are downloaded by the build itself; `go mod download` says early what is not to be had
/// (go.dev/ref/mod, "go mod download").
package struct GoInstaller: PackageInstaller {
    package let id = "go"
    package let installHint = "install Go (go.dev/dl)"

    /// A workspace's files stand above the module and are looked for there, as the version's are.
    package var versionFiles: [String] { ["go.work", "go.work.sum", ".go-version"] }

    package var dependencyFiles: [String] { ["go.mod", "go.sum"] }

    /// Makes the entry.
    package init() {}

    package func folder(for unit: DeployableUnit) -> String { unit.path }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        units.prefix(1).map { InstallStep("go", ["mod", "download"], in: $0.path) }
    }

    /// `go get` adds the module; `go mod tidy` marks it as needed by the code that imports it already
    /// (go.dev/ref/mod, "go get").
    package func add(_ dependencies: [String], to unit: DeployableUnit, tools: ToolLocator) -> [InstallStep] {
        [InstallStep("go", ["get"] + dependencies, in: unit.path), InstallStep("go", ["mod", "tidy"], in: unit.path)]
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] { [] }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] { [:] }
}
