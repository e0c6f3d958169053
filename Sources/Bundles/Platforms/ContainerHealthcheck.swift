import Topology
import Workspace

/// Health checks that run inside a container, where only the image's own programs can ask.
enum ContainerHealthcheck {
    /// The `HEALTHCHECK` of a unit's Dockerfile and the path that it asks.
    static func inDockerfile(of unit: DeployableUnit) -> (path: String?, place: FilePlace)? {
        guard let path = unit.contents.repositoryPath("Dockerfile"), let bytes = unit.contents.files.contents(path)
        else { return nil }
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let text = String(decoding: line, as: UTF8.self)
            let words = text.split(whereSeparator: \.isWhitespace)
            guard words.first?.uppercased() == "HEALTHCHECK", words.dropFirst().first?.uppercased() != "NONE" else {
                continue
            }
            return (urlPath(in: text), FilePlace(path, line: index + 1))
        }
        return nil
    }

    /// The URL path that a compose `test` asks; nil where it names none.
    static func path(in test: DocumentNode?) -> String? {
        guard let test else { return nil }
        return urlPath(in: test.string ?? test.elements.compactMap(\.string).joined(separator: " "))
    }

    /// The port that a compose `test` asks; nil where it names none.
    static func port(in test: DocumentNode?) -> Int? {
        guard let test else { return nil }
        let text = test.string ?? test.elements.compactMap(\.string).joined(separator: " ")
        guard let scheme = text.firstRange(of: "://") else { return nil }
        let authority = text[scheme.upperBound...].prefix { $0 != "/" && !$0.isWhitespace }
        return authority.split(separator: ":").dropFirst().last.flatMap { Int($0) }
    }

    /// A `test` that asks a path with a program that the unit's image has; nil where it has none that we know.
    static func test(for unit: DeployableUnit, port: Int, path: String) -> [String]? {
        let url = "http://127.0.0.1:\(port)\(path)"
        let image = finalImage(of: unit)
        if image.contains("alpine") || image.contains("busybox") {
            return ["CMD", "wget", "-q", "-O", "/dev/null", url]
        }
        if image.contains("scratch") || image.contains("distroless") { return nil }
        switch unit.package.language {
        case "python":
            return ["CMD", "python", "-c", "import urllib.request; urllib.request.urlopen('\(url)', timeout=4)"]
        case "javascript", "typescript":
            return [
                "CMD", "node", "-e",
                "fetch('\(url)').then(r => process.exit(r.ok ? 0 : 1)).catch(() => process.exit(1))",
            ]
        default:
            return nil
        }
    }

    /// The image of the Dockerfile's last stage, lower case; empty where there is none.
    private static func finalImage(of unit: DeployableUnit) -> String {
        guard let path = unit.contents.repositoryPath("Dockerfile"), let text = unit.contents.files.text(path)
        else { return "" }
        let from = text.split(separator: "\n").last { $0.lowercased().hasPrefix("from ") }
        return from?.split(separator: " ").dropFirst().first { !$0.hasPrefix("--") }?.lowercased() ?? ""
    }

    /// The path of the first `http://host:port/path` in a text.
    private static func urlPath(in text: String) -> String? {
        guard let scheme = text.firstRange(of: "://") else { return nil }
        let rest = text[scheme.upperBound...]
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        let path = rest[slash...].prefix { !$0.isWhitespace && !"'\"),|;&]".contains($0) }
        return path.isEmpty ? nil : String(path)
    }
}
