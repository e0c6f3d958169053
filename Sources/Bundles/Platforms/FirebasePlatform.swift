package import Topology
import Workspace

/// Firebase Hosting and Cloud Functions for Firebase (firebase.google.com/docs/hosting/full-config).
package struct FirebasePlatform: DescribedPlatform {
    package let id = "firebase"
    package let name = "Firebase"

    /// Makes the entry.
    package init() {}

    /// firebase.google.com/docs/hosting/manage-hosting-resources.
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .automatic("static and serverless"),
            deploy: ["In the folder of UNIT (PATH), build it and run `firebase deploy`"],
            rollback: [
                .init(
                    "In Firebase console, open Hosting, then the release history of UNIT, and choose Rollback at the one "
                        + "before.")
            ], runsSeveral: true)
    }

    /// `firebase.json`: `hosting.public` and `functions.source`, seen from it.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        return reader.documents(named: ["firebase.json"]).flatMap { document -> [PlatformMatch] in
            let base = RelativePath.folder(of: document.path)
            let parts: [(node: DocumentNode?, key: String, type: PackageType)] = [
                (document.root["hosting"], "public", .frontend), (document.root["functions"], "source", .function),
            ]
            return parts.flatMap { part in
                let entries = part.node.map { $0.elements.isEmpty ? [$0] : $0.elements } ?? []
                return entries.compactMap { entry -> PlatformMatch? in
                    guard let given = entry[part.key] ?? entry["source"], let text = given.string else { return nil }
                    let package = reader.owner.package(
                        file: document.path, folder: RelativePath.join(base, text))
                    guard let package else { return nil }
                    var match = reader.match(package, at: document.place(of: given))
                    match.add(type: part.type, at: document.place(of: given))
                    return match
                }
            }
        }
    }
}
