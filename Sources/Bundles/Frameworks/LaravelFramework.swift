package import Topology
import Workspace

/// Laravel; since version 11 `bootstrap/app.php` names its health route (laravel.com/docs, "The Health Route").
package struct LaravelFramework: KnownFramework {
    package let id = "laravel"
    package let name = "Laravel"
    package let language = "php"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// The package, and its command line.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let place = TokenSources.composer("laravel/framework", in: package), package.has("artisan"),
            let artisan = package.repositoryPath("artisan")
        else { return nil }
        var routes: [HealthRoute] = []
        for file in TokenSources(package, language).files {
            switch RelativePath.relative(file.path, to: package.path) {
            case "bootstrap/app.php":
                for site in file.calls.calls where site.method == "withRouting" {
                    guard let argument = site.argument(named: "health"), let path = argument.stringValue else {
                        continue
                    }
                    let line = file.calls.tokens.text.line(of: argument.range.lowerBound)
                    routes.append(HealthRoute(path: path, place: file.place(line)))
                }
            case "routes/web.php": routes += PHPRoutes.calls(["Route.get", "Route.any"], in: file)
            case "routes/api.php": routes += PHPRoutes.calls(["Route.get", "Route.any"], in: file, prefix: "api")
            default: continue
            }
        }
        let evidence = [
            Evidence("framework", id, at: place), Evidence("framework", id, at: FilePlace(artisan, line: 1)),
        ]
        return FrameworkMatch(
            type: .backend, confidence: 90, evidence: evidence, health: TokenSources.likeliest(routes))
    }
}
