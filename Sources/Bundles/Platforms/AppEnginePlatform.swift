package import Topology
import Workspace

/// Google App Engine (cloud.google.com/appengine/docs, "app.yaml configuration file").
package struct AppEnginePlatform: DescribedPlatform {
    package let id = "app-engine"
    package let name = "Google App Engine"

    /// Makes the entry.
    package init() {}

    /// cloud.google.com/appengine/docs, "Health checks" (flexible environment alone) and `gcloud app services
    /// set-traffic`.
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .automatic("App Engine"),
            deploy: ["In the folder of UNIT (PATH), run `gcloud app deploy app.yaml`"],
            rollback: [
                .init("List the versions.", ["gcloud", "app", "versions", "list", "--service", "<service>"]),
                .init(
                    "Send all traffic to the version before.",
                    ["gcloud", "app", "services", "set-traffic", "<service>", "--splits", "<version>=1"]),
            ], runsSeveral: true)
    }

    /// `app.yaml` with a runtime; other programs have files of that name without one.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        return reader.documents(named: ["app.yaml", "app.yml"]).compactMap { document in
            guard let runtime = document.root["runtime"], runtime.string != nil, document.root["kind"] == nil,
                document.root["apiVersion"] == nil, let package = reader.owner.package(file: document.path)
            else { return nil }
            var match = reader.match(package, at: document.place(of: runtime))
            match.add(start: document.root["entrypoint"], in: document)
            match.add(
                probe: document.root[path: "readiness_check", "path"] ?? document.root[path: "liveness_check", "path"],
                in: document)
            return match
        }
    }
}
