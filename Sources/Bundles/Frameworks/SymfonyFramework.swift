package import Topology
import Workspace

/// Symfony (symfony.com/doc, "Routing").
package struct SymfonyFramework: KnownFramework {
    package let id = "symfony"
    package let name = "Symfony"
    package let language = "php"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// The bundle, and the kernel's front controller or list of bundles.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        let files: [String] = ["config/bundles.php", "public/index.php", "bin/console"]
        guard let place = TokenSources.composer("symfony/framework-bundle", in: package),
            let shown = files.first(where: { package.has($0) }), let path = package.repositoryPath(shown)
        else { return nil }
        let routes = TokenSources(package, language).files.flatMap(PHPRoutes.attributes)
        let evidence = [
            Evidence("framework", id, at: place), Evidence("framework", id, at: FilePlace(path, line: 1)),
        ]
        return FrameworkMatch(
            type: .backend, confidence: 85, evidence: evidence, health: TokenSources.likeliest(routes))
    }
}
