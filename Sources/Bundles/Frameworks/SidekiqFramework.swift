package import Topology
import Workspace

/// Sidekiq alone: jobs from Redis, and no requests (sidekiq.org). Beside Rails or Sinatra it is a part of those.
package struct SidekiqFramework: KnownFramework {
    package let id = "sidekiq"
    package let name = "Sidekiq"
    package let language = "ruby"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// The gem, and a job or a configuration of the server.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let gem = TokenSources.gem("sidekiq", in: package) else { return nil }
        let sources = TokenSources(package, language)
        let words: Set<String> = ["Job", "Worker"]
        var shown: FilePlace?
        for file in sources.files where shown == nil {
            let tokens = file.calls.tokens
            let index = tokens.tokens.indices.first { index in
                tokens.isName(index, "Sidekiq") && tokens.isSymbol(index + 1, "::")
                    && tokens.isName(index + 2, in: words) && tokens.isName(index - 1, "include")
            }
            shown = index.map { file.place(tokens.line($0)) }
        }
        if shown == nil, let path = package.repositoryPath("config/sidekiq.yml"), package.has("config/sidekiq.yml") {
            shown = FilePlace(path, line: 1)
        }
        guard let shown else { return nil }
        let start = "bundle exec sidekiq"
        let evidence = [
            Evidence("framework", id, at: gem), Evidence("framework", id, at: shown),
            Evidence("start", start, at: shown),
        ]
        return FrameworkMatch(type: .worker, confidence: 40, evidence: evidence, start: start)
    }
}
