package import Topology
import Workspace

/// Phoenix (hexdocs.pm/phoenix): an endpoint on 4000 unless the configuration says otherwise.
package struct PhoenixFramework: KnownFramework {
    package let id = "phoenix"
    package let name = "Phoenix"
    package let language = "elixir"
    package let proof = Proof.snippet

    /// The port of a new project (hexdocs.pm/phoenix, "Up and Running").
    private static let port = 4000
    /// Without development and tests, the surest first.
    private static let configurations: [String] = ["config/runtime.exs", "config/prod.exs", "config/config.exs"]

    /// Makes the entry.
    package init() {}

    /// The dependency, and a module that is an endpoint.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let dependency = package.dependency("phoenix", in: .elixir) else { return nil }
        let sources = TokenSources(
            package, ["elixir"], mentioning: ["Phoenix.Endpoint", "Router", ":router", "request_path", "path_info"])
        let endpoint = sources.files.lazy.compactMap { file -> FilePlace? in
            file.calls.imports.first { $0.name == "Phoenix.Endpoint" }.map { file.place($0.line) }
        }.first
        guard let endpoint else { return nil }
        let start = Self.start(package)
        var evidence = [
            Evidence("framework", id, at: endpoint), Evidence("framework", id, at: dependency.place),
            Evidence("start", start.command, at: start.place ?? dependency.place),
        ]
        let port = Self.port(package)
        if let port { evidence.append(Evidence("port", String(port.number), at: port.place)) }
        return FrameworkMatch(
            type: .backend, confidence: 90, evidence: evidence, start: start.command,
            port: port?.number ?? Self.port, health: TokenSources.likeliest(Self.routes(in: sources.files)))
    }

    /// The release that the project makes, else the task (hexdocs.pm/phoenix, "Introduction to Deployment").
    private static func start(_ package: PackageContents) -> (command: String, place: FilePlace?) {
        if let path = package.repositoryPath("rel/overlays/bin/server"), package.has("rel/overlays/bin/server"),
            let name = package.manifests.mixProject(in: package.path)?.name
        {
            return ("_build/prod/rel/\(name)/bin/server", FilePlace(path, line: 1))
        }
        return ("mix phx.server", nil)
    }

    /// `System.get_env("PORT") || "4000"`, `System.get_env("PORT", "4000")`, and `http: [port: 4000]`; in an umbrella the
    /// configuration lies at its root.
    private static func port(_ package: PackageContents) -> (number: Int, place: FilePlace)? {
        let outer = RelativePath.folder(of: RelativePath.folder(of: package.path))
        for folder in [package.path, outer] {
            for name in configurations {
                let path = ManifestStore.path(name, in: folder)
                guard let bytes = package.files.contents(path) else { continue }
                let calls = SourceCalls.scan(bytes, .elixir)
                let read = calls.environmentReads.first { $0.name == "PORT" && $0.defaultValue != nil }
                if let read, let number = read.defaultValue.flatMap({ Int($0) }) {
                    return (number, FilePlace(path, line: read.line))
                }
                if let found = Self.literal(calls.tokens) { return (found.number, FilePlace(path, line: found.line)) }
            }
            if folder == outer { break }
        }
        return nil
    }

    private static func literal(_ tokens: SourceTokens) -> (number: Int, line: Int)? {
        for index in tokens.tokens.indices where tokens.isName(index, "http") && tokens.isSymbol(index + 1, ":") {
            guard let close = tokens.partner(of: index + 2), close > index else { continue }
            for inner in index + 2..<close where tokens.isName(inner, "port") && tokens.isSymbol(inner + 1, ":") {
                if let number = Int(tokens.spelling(inner + 2)), number > 0 { return (number, tokens.line(inner)) }
            }
        }
        return nil
    }

    /// The routes of all files; those of a router to which another forwards are below the path of that.
    private static func routes(in files: [TokenSources.File]) -> [HealthRoute] {
        var prefixes: [String: String] = [:]
        for file in files {
            for site in file.calls.calls where site.callee == "forward" && site.arguments.count > 1 {
                let module = file.calls.tokens.text.string(in: site.arguments[1].value)
                guard let path = RubyRoutes.path(of: site, in: file), let name = module.split(separator: ".").last
                else {
                    continue
                }
                prefixes[String(name)] = path
            }
        }
        return files.flatMap { file in
            routes(in: file).map { route in
                // A file may hold several modules.
                let module = file.calls.types.last { $0.line <= route.place.line ?? 0 }?.name.split(separator: ".").last
                let prefix = module.flatMap { prefixes[String($0)] } ?? ""
                return HealthRoute(path: TokenSources.join(prefix, route.path), place: route.place)
            }
        }
    }

    /// Routes of routers, and paths that a plug of the endpoint answers itself.
    private static func routes(in file: TokenSources.File) -> [HealthRoute] {
        let tokens = file.calls.tokens
        var found = RubyRoutes.routes(in: file, methods: ["get", "forward"])
        for site in file.calls.calls where site.callee == "plug" {
            guard let path = site.argument(named: "path")?.stringValue ?? site.argument(named: "at")?.stringValue else {
                continue
            }
            found.append(HealthRoute(path: TokenSources.join("", path), place: file.place(site.line)))
        }
        for index in tokens.tokens.indices where tokens.isName(index, "request_path") && tokens.isSymbol(index + 1, ":")
        {
            guard let path = tokens.stringValue(index + 2) else { continue }
            found.append(HealthRoute(path: TokenSources.join("", path), place: file.place(tokens.line(index))))
        }
        return found
    }
}
