package import Topology
import Workspace

/// A static site: pages that are served as they lie in the repository, without a build.
package struct StaticSiteFramework: KnownFramework {
    package let id = "static-site"
    package let name = "Static site"
    package let language = "html"
    package let proof = Proof.snippet

    /// Where a page at the top of a site lies by custom.
    private static let pages: [String] = ["index.html", "public/index.html", "www/index.html", "site/index.html"]
    /// Files that tell a host to serve a folder as it is, each by the host's own documentation.
    private static let hosts: [String] = [
        "CNAME", ".nojekyll", "netlify.toml", "_redirects", "vercel.json", "firebase.json", "static.json", "Staticfile",
        "Caddyfile", "nginx.conf", "default.conf", "staticwebapp.config.json", "render.yaml", "wrangler.toml",
    ]
    /// Images and programs that serve files.
    private static let images: Set<String> = [
        "nginx", "nginx-unprivileged", "httpd", "caddy", "lighttpd", "static-web-server", "busybox",
    ]
    private static let programs: Set<String> = ["serve", "http-server", "live-server", "lite-server"]

    /// Makes the entry.
    package init() {}

    /// A page at the top, nothing that builds it, and something that serves it.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let page = Self.pages.first(where: { package.has($0) }), let path = package.repositoryPath(page),
            package.nodeManifest?.script("build") == nil, let server = Self.server(package)
        else { return nil }
        return FrameworkMatch(
            type: .frontend, confidence: 20,
            evidence: [Evidence("framework", id, at: FilePlace(path, line: 1)), Evidence("framework", id, at: server)])
    }

    private static func server(_ package: PackageContents) -> FilePlace? {
        if let path = package.repositoryPath("Dockerfile"), let bytes = package.contents("Dockerfile") {
            // Whoever has an image is served by it or not at all.
            guard let file = try? DockerfileParser.parse(bytes, path: path), let stage = file.finalStage,
                file.stages.count == 1, images.contains(ImageName(stage.image).base)
            else { return nil }
            let copies = stage.instructions.first { $0.keyword == "COPY" || $0.keyword == "ADD" }
            return copies.map { file.place(of: $0) }
        }
        for script in package.nodeManifest?.scripts ?? [] where script.name.hasPrefix("start") {
            if NodeCommandLine.parse(script.command).contains(where: { programs.contains($0.program) }) {
                return script.place
            }
        }
        return hosts.first { package.has($0) }.flatMap { package.repositoryPath($0) }.map { FilePlace($0, line: 1) }
    }
}
