package import Topology
import Workspace

/// Dokku (dokku.com/docs/appendices/file-formats/app-json, "Zero Downtime Deploys").
package struct DokkuPlatform: DescribedPlatform {
    package let id = "dokku"
    package let name = "Dokku"

    /// Makes the entry.
    package init() {}

    /// dokku.com/docs/deployment/zero-downtime-deploys: without a check the process has to run for 10 s.
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .file(
                key: "healthchecks.web in app.json", value: { "`{\"type\": \"startup\", \"path\": \"\($0)\"}`" }),
            deploy: ["Run `git push dokku main` for the app of UNIT"],
            rollback: [
                .init("Push the commit before.", ["git", "push", "--force", "dokku", "<commit>:refs/heads/main"])
            ])
    }

    /// `app.json` with `healthchecks`, or a `DOKKU_SCALE`.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        let checked = reader.documents(named: ["app.json"]).compactMap { document -> PlatformMatch? in
            guard let checks = document.root["healthchecks"],
                let package = reader.owner.package(file: document.path)
            else { return nil }
            var match = reader.match(package, at: document.place(of: checks))
            match.add(probe: checks["web"]?.elements.lazy.compactMap { $0["path"] }.first, in: document)
            return match
        }
        let scaled = repository.files.named("DOKKU_SCALE").compactMap { path in
            reader.owner.package(file: path).map { reader.match($0, at: FilePlace(path, line: 1)) }
        }
        return checked + scaled
    }
}
