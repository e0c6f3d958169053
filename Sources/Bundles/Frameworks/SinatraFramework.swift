package import Topology
import Workspace

/// Sinatra; a classic application listens on 4567, one that rackup starts on 9292 (sinatrarb.com, "README").
package struct SinatraFramework: KnownFramework {
    package let id = "sinatra"
    package let name = "Sinatra"
    package let language = "ruby"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// The gem, and a file that requires it beside `config.ru`, or a classic application in the package's folder.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let gem = TokenSources.gem("sinatra", in: package) else { return nil }
        let sources = TokenSources(package, language)
        let requiring = sources.files.filter { $0.imports("sinatra") }
        let isRack = package.has("config.ru")
        let classic = requiring.first { file in
            RelativePath.folder(of: file.path) == package.path && file.calls.imports.contains { $0.name == "sinatra" }
        }
        guard let shown = classic ?? requiring.first, isRack || classic != nil,
            let line = shown.calls.imports.first(where: { $0.name.hasPrefix("sinatra") })?.line
        else { return nil }
        let start = isRack ? "bundle exec rackup" : "ruby \(RelativePath.baseName(of: shown.path))"
        let evidence = [
            Evidence("framework", id, at: gem), Evidence("framework", id, at: shown.place(line)),
            Evidence("start", start, at: shown.place(line)),
        ]
        return FrameworkMatch(
            type: .backend, confidence: 80, evidence: evidence, start: start, port: isRack ? 9292 : 4567,
            health: TokenSources.likeliest(sources.files.flatMap(RubyRoutes.routes)))
    }
}
