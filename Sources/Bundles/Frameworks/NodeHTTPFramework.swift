package import Topology
package import Workspace

/// A server on Node.js' own `http` module (nodejs.org/api/http.html).
package struct NodeHTTPFramework: KnownFramework {
    package let id = "node-http"
    package let name = "Node.js http"
    package let language = "javascript"
    package let proof = Proof.snippet

    /// What starts an entry file.
    private static let runtime = "node"

    /// Makes the entry.
    package init() {}

    private func server(_ contents: PackageContents) -> NodePlainServer {
        NodePlainServer(
            project: NodeProject(contents), callees: ["createServer", "createSecureServer"], module: "http")
    }

    /// A call that serves, in a file that the package starts.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard package.nodeManifest != nil else { return nil }
        return server(package).match(id, confidence: 30, port: nil, start: Self.runtime)
    }

    /// The start that is written down, else the entry file.
    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? {
        let project = NodeProject(unit.contents)
        return NodeLaunch(unit: unit, project: project, port: port).command(entry: project.entries.first)
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
