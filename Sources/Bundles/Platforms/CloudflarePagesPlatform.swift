package import Topology
import Workspace

/// Cloudflare Pages (developers.cloudflare.com/pages/functions/wrangler-configuration).
package struct CloudflarePagesPlatform: DescribedPlatform {
    package let id = "cloudflare-pages"
    package let name = "Cloudflare Pages"

    /// Makes the entry.
    package init() {}

    /// developers.cloudflare.com/pages/configuration/rollbacks.
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .automatic("edge"),
            deploy: ["In the folder of UNIT (PATH), build it and run `wrangler pages deploy`"],
            rollback: [
                .init(
                    "In Cloudflare dashboard, open Workers & Pages, the project of UNIT, All deployments, and choose "
                        + "Rollback to this deployment at the one before.")
            ], client: .header("CF-Connecting-IP"), runsSeveral: true)
    }

    /// Names of wrangler's file, in the order in which wrangler looks for them.
    static let files: [String] = ["wrangler.json", "wrangler.jsonc", "wrangler.toml"]

    /// wrangler's file with `pages_build_output_dir`.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        return reader.documents(named: Self.files).compactMap { document in
            guard let output = document.root["pages_build_output_dir"],
                let package = reader.owner.package(file: document.path)
            else { return nil }
            var match = reader.match(package, at: document.place(of: output))
            match.add(type: .frontend, at: document.place(of: output))
            return match
        }
    }
}
