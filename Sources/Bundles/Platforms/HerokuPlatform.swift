package import Topology
import Workspace

/// Heroku (devcenter.heroku.com, "app.json Schema", "heroku.yml", "The Procfile").
package struct HerokuPlatform: DescribedPlatform {
    package let id = "heroku"
    package let name = "Heroku"

    /// Makes the entry.
    package init() {}

    /// devcenter.heroku.com, "Dyno startup behavior" (the port has to be bound within 60 s) and "Releases".
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .nobody, deploy: ["Run `git push heroku main` for the app of UNIT"],
            rollback: [
                .init("List the releases.", ["heroku", "releases", "--app", "<app>"]),
                .init("Go back to the release before.", ["heroku", "releases:rollback", "--app", "<app>"]),
            ])
    }

    /// Keys that only Heroku's `app.json` has; Expo's has `expo`, Dokku's has `healthchecks`.
    private static let keys: Set<String> = ["buildpacks", "formation", "addons", "stack", "environments"]

    /// `heroku.yml` by its Dockerfiles, or an `app.json` of Heroku's form.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        let images = reader.documents(named: ["heroku.yml"]).flatMap { document in
            let base = RelativePath.folder(of: document.path)
            let built = document.root[path: "build", "docker"]?.members ?? []
            return built.compactMap { member -> PlatformMatch? in
                let file = member.value.string ?? member.value["dockerfile"]?.string
                let package = reader.owner.package(
                    file: document.path, dockerfile: file.flatMap { RelativePath.join(base, $0) }, names: [member.key])
                guard let package else { return nil }
                return reader.match(package, at: document.place(of: member))
            }
        }
        let applications = reader.documents(named: ["app.json"]).compactMap { document -> PlatformMatch? in
            guard document.root["expo"] == nil,
                let member = document.root.members.first(where: { Self.keys.contains($0.key) }),
                let package = reader.owner.package(file: document.path)
            else { return nil }
            return reader.match(package, at: document.place(of: member))
        }
        return images + applications
    }
}
