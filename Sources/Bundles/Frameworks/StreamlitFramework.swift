package import Topology
package import Workspace

/// Streamlit: a script whose pages its own server renders.
package struct StreamlitFramework: KnownFramework {
    package let id = "streamlit"
    package let name = "Streamlit"
    package let language = "python"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// Names of the script by custom, the likeliest first.
    private static let scripts: [String] = [
        "streamlit_app.py", "app.py", "main.py", "Home.py", "home.py", "dashboard.py",
    ]
    /// `server.port` (docs.streamlit.io, "config.toml").
    private static let defaultPort = 8501
    /// The server's own endpoint (docs.streamlit.io, "Deploy Streamlit using Docker": HEALTHCHECK).
    private static let healthPath = "/_stcore/health"

    /// A script that imports the library, under a customary name or in a start command.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let script = script(PythonSources(package)) else { return nil }
        let file = RelativePath.relative(script.path, to: package.path)
        let start = "streamlit run \(file)"
        return FrameworkMatch(
            type: .frontend, confidence: 75,
            evidence: [Evidence("framework", id, at: script), Evidence("start", start, at: script)], start: start,
            port: Self.defaultPort, health: HealthRoute(path: Self.healthPath, place: script))
    }

    private func script(_ sources: PythonSources) -> FilePlace? {
        let commands = sources.contents.files
        let written = ["Procfile", "Dockerfile"].compactMap { sources.contents.repositoryPath($0) }
            .compactMap { commands.contains($0) ? commands.text($0) : nil }
            .filter { $0.contains("streamlit") }
        let candidates = sources.paths(containing: ["streamlit"]).filter { path in
            let name = RelativePath.baseName(of: path)
            let isAtTop = RelativePath.relative(path, to: sources.contents.path).split(separator: "/").count <= 2
            return isAtTop && (Self.scripts.contains(name) || written.contains { $0.contains(name) })
        }
        return candidates.lazy.compactMap { path -> FilePlace? in
            let item = sources.module(path)?.imports.first { $0.level == 0 && $0.module == "streamlit" }
            return item.map { FilePlace(path, line: $0.line) }
        }.first
    }

    /// The script on Streamlit's server, without a browser and without statistics.
    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? {
        guard let script = script(PythonSources(unit.contents)) else { return nil }
        return LaunchCommand(
            "streamlit",
            [
                "run", RelativePath.relative(script.path, to: unit.path), "--server.address", "127.0.0.1",
                "--server.port", String(port), "--server.headless", "true", "--browser.gatherUsageStats", "false",
            ], in: unit.path)
    }

    /// Reads of `os.environ` and of the libraries that wrap it.
    package func environmentReads(in unit: DeployableUnit) -> [VariableRead] {
        PythonSources(unit.contents).environmentReads
    }

    /// The server's own endpoint, which asks no component.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        guard let script = script(PythonSources(unit.contents)) else { return HealthInCode() }
        return HealthInCode(route: HealthRoute(path: Self.healthPath, place: script))
    }

    /// None: a script of Streamlit has no routes.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [] }

    /// Throws `health/no-approach`.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        throw .noHealthApproach(name, request.unit.path)
    }
}
