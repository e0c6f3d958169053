package import Topology
import Workspace

/// Ktor (ktor.io): a server that code builds, or that an engine's own main starts from `application.conf`.
package struct KtorFramework: KnownFramework {
    package let id = "ktor"
    package let name = "Ktor"
    package let language = "kotlin"
    package let proof = Proof.snippet

    /// Calls of the routing DSL (ktor.io, "Routing").
    private static let routing = BlockRoutes(getters: ["get"], groupers: ["route"])
    /// The port of `embeddedServer` where the code names none (api.ktor.io, "embeddedServer").
    private static let port = 80
    private static let configurations: [String] = ["application.conf", "application.yaml", "application.yml"]

    /// Makes the entry.
    package init() {}

    /// A dependency of the server, and a call that starts one, or the module that a configuration names.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        let program = JVMProgram(package)
        guard
            let dependency = package.dependencies[.jvm]?.first(where: {
                $0.kind != .development && ($0.name.hasPrefix("io.ktor:ktor-server") || $0.name == "io.ktor.plugin")
            })
        else { return nil }
        let sources = program.sources(mentioning: ["io.ktor.server"])
        let started = sources.first { site in
            site.callee == "embeddedServer" || site.callee.hasSuffix("EngineMain.main")
        }
        let configuration = Self.configuration(package)
        guard let place = started.map({ $0.file.place($0.site.line) }) ?? configuration?.place else { return nil }
        var evidence = [Evidence("framework", id, at: place), Evidence("framework", id, at: dependency.place)]
        let literal = started.flatMap { Self.port(of: $0.site, in: $0.file) }
        let port = literal ?? configuration?.port
        if let port { evidence.append(Evidence("port", String(port.number), at: port.place)) }
        let plugin = package.dependencies[.jvm]?.first { $0.name == "io.ktor.plugin" }
        let start = plugin.map { _ in "java -jar build/libs/*-all.jar" }
        if let plugin, let start { evidence.append(Evidence("start", start, at: plugin.place)) }
        let isEmbedded = started?.site.callee == "embeddedServer"
        return FrameworkMatch(
            type: .backend, confidence: 90, evidence: evidence, start: start,
            port: port?.number ?? (isEmbedded && started?.site.argument(named: "port") == nil ? Self.port : nil),
            health: program.likeliest(sources.files.flatMap(Self.routing.routes)))
    }

    /// `embeddedServer(Netty, port = 8080)`, also with a default behind a variable of the environment.
    private static func port(of site: CallSite, in file: TokenSources.File) -> (number: Int, place: FilePlace)? {
        guard let argument = site.argument(named: "port") ?? site.arguments.dropFirst().first(where: { $0.name == nil })
        else { return nil }
        let tokens = file.calls.tokens
        for index in argument.tokens.reversed() {
            let text = tokens.stringValue(index) ?? tokens.spelling(index)
            if let number = Int(text), (1...65535).contains(number) { return (number, file.place(tokens.line(index))) }
        }
        return nil
    }

    /// `ktor.deployment.port` of HOCON or YAML (ktor.io, "Configuration in a file").
    private static func configuration(
        _ package: PackageContents
    ) -> (place: FilePlace, port: (number: Int, place: FilePlace)?)? {
        for path in package.sources(withExtensions: ["conf", "yaml", "yml"]) {
            guard configurations.contains(RelativePath.baseName(of: path)), let text = package.files.text(path),
                text.contains("ktor")
            else { continue }
            let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
            guard let first = lines.firstIndex(where: { $0.contains("ktor") }) else { continue }
            for (index, line) in lines.enumerated().dropFirst(first) {
                let words = line.split { " =:\"".contains($0) || $0.isWhitespace }
                guard words.first == "port", words.count == 2 else { continue }
                let digits = words[1].split { !$0.isNumber }.last.flatMap { Int($0) }
                let isDefault = words[1].allSatisfy { $0.isNumber }
                if isDefault, let digits {
                    return (FilePlace(path, line: first + 1), (digits, FilePlace(path, line: index + 1)))
                }
            }
            return (FilePlace(path, line: first + 1), nil)
        }
        return nil
    }
}
