package import Topology
package import Workspace

/// A server by `Deno.serve` (docs.deno.com), or by the standard library before it.
package struct DenoFramework: KnownFramework {
    package let id = "deno"
    package let name = "Deno"
    package let language = "javascript"
    package let proof = Proof.snippet

    /// What starts an entry file.
    private static let runtime = "deno run --allow-net --allow-env"

    /// Makes the entry.
    package init() {}

    private func server(_ contents: PackageContents) -> NodePlainServer {
        NodePlainServer(project: NodeProject(contents), callees: ["Deno.serve", "Deno.listen"], module: nil)
    }

    /// A call that serves, in a file that the package starts.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        server(package).match(id, confidence: 55, port: 8000, start: Self.runtime)
    }

    /// The start that is written down, else the entry file.
    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? {
        let project = NodeProject(unit.contents)
        if let launch = NodeLaunch(unit: unit, project: project, port: port).command(entry: nil) { return launch }
        guard let entry = project.entries.first else { return nil }
        let words = NodeCommandLine.parse(Self.runtime).last?.words ?? []
        return LaunchCommand(
            words.first ?? id, words.dropFirst() + [RelativePath.relative(entry, to: unit.path)], in: unit.path,
            environment: ["PORT": String(port)])
    }

    /// Reads of the environment and of schemas over it.
    package func environmentReads(in unit: DeployableUnit) -> [VariableRead] {
        NodeEnvironment.reads(in: NodeProject(unit.contents))
    }

    /// The path that the handler compares the URL with; what it then asks is not looked at.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        HealthInCode(route: server(unit.contents).health)
    }

    /// None: this version writes no code for it.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [] }

    /// Throws `health/no-approach`.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        throw .noHealthApproach(name, request.unit.path)
    }
}
