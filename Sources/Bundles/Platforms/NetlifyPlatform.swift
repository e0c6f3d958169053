package import Topology
import Workspace

/// Netlify (docs.netlify.com, "File-based configuration").
package struct NetlifyPlatform: DescribedPlatform {
    package let id = "netlify"
    package let name = "Netlify"

    /// Makes the entry.
    package init() {}

    /// docs.netlify.com, "Manage deploys": a published deploy is put back in the dashboard and locked there.
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .automatic("static and serverless"),
            deploy: ["In the folder of UNIT (PATH), run `netlify deploy --build --prod` with the site linked"],
            rollback: [
                .init(
                    "In Netlify dashboard, open Deploys of UNIT, choose the deploy before, and press Publish deploy."),
                .init("Press Lock to stop auto publishing, so that the next push does not replace it."),
            ], client: .header("x-nf-client-connection-ip"), runsSeveral: true)
    }

    /// `netlify.toml`, for the package of `[build] base`, else of its command, else of its folder.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        return reader.documents(named: ["netlify.toml"]).compactMap { document in
            let build = document.root["build"]
            let folder = build?["base"]?.string.flatMap {
                RelativePath.join(RelativePath.folder(of: document.path), $0.hasPrefix("/") ? "." + $0 : $0)
            }
            let package = reader.owner.package(
                file: document.path, folder: folder, commands: [build?["command"]?.string ?? ""])
            return package.map { reader.match($0, at: FilePlace(document.path, line: 1)) }
        }
    }
}
