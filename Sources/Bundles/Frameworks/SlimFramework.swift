package import Topology
import Workspace

/// Slim (slimframework.com/docs).
package struct SlimFramework: KnownFramework {
    package let id = "slim"
    package let name = "Slim"
    package let language = "php"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// The package, and a file that makes an application.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let place = TokenSources.composer("slim/slim", in: package) else { return nil }
        let sources = TokenSources(package, language)
        let makers: Set<String> = ["AppFactory.create", "Bridge.create", "AppFactory.createFromContainer"]
        let made = sources.first { site in
            makers.contains(site.callee) || (site.isConstruction && site.method == "App")
        }
        guard let made else { return nil }
        let routes = sources.files.flatMap { PHPRoutes.calls(["app.get", "group.get"], in: $0) }
        let evidence = [
            Evidence("framework", id, at: place), Evidence("framework", id, at: made.file.place(made.site.line)),
        ]
        return FrameworkMatch(
            type: .backend, confidence: 80, evidence: evidence, health: TokenSources.likeliest(routes))
    }
}
