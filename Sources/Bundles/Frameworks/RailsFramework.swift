package import Topology
import Workspace

/// Ruby on Rails; it listens on 3000 (guides.rubyonrails.org, "The Rails Command Line").
package struct RailsFramework: KnownFramework {
    package let id = "rails"
    package let name = "Ruby on Rails"
    package let language = "ruby"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// The gem, and the application that `rails new` writes.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let gem = TokenSources.gem("rails", in: package) ?? TokenSources.gem("railties", in: package),
            let application = package.repositoryPath("config/application.rb"), package.has("config/application.rb")
        else { return nil }
        let start = "bin/rails server"
        var evidence = [
            Evidence("framework", id, at: gem), Evidence("framework", id, at: FilePlace(application, line: 1)),
        ]
        if let script = package.repositoryPath("bin/rails"), package.has("bin/rails") {
            evidence.append(Evidence("start", start, at: FilePlace(script, line: 1)))
        }
        let routes = TokenSources(package, language).files.filter { file in
            RelativePath.relative(file.path, to: package.path).hasPrefix("config/routes")
        }
        return FrameworkMatch(
            type: .backend, confidence: 90, evidence: evidence, start: package.has("bin/rails") ? start : nil,
            port: 3000, health: TokenSources.likeliest(routes.flatMap(RubyRoutes.routes)))
    }
}
