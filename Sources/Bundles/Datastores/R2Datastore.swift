package import Topology
import Workspace

/// Cloudflare R2 (developers.cloudflare.com/r2): a bucket that a Worker's configuration binds, or one of Terraform.
package struct R2Datastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "r2", name: "Cloudflare R2", kind: .objectStore, schemes: ["r2"],
        environmentNames: ["R2_BUCKET", "R2_ENDPOINT", "R2_ACCOUNT_ID", "R2_BUCKET_NAME"],
        signs: StoreSigns(resources: [.init("cloudflare_r2_bucket")]))

    /// Names of the file that configures a Worker.
    private static let configurations: [String] = ["wrangler.toml", "wrangler.json", "wrangler.jsonc"]

    /// Makes the entry.
    package init() {}

    /// `r2_buckets` of a Worker (developers.cloudflare.com, "Wrangler configuration").
    package func recognise(_ package: PackageContents) -> [Evidence] {
        Self.configurations.filter(package.has).compactMap { package.repositoryPath($0) }.flatMap {
            path -> [Evidence] in
            let document =
                path.hasSuffix(".json")
                ? package.manifests.lenientDocument(path) : package.manifests.document(path)
            guard let document else { return [] }
            return (document.root["r2_buckets"]?.elements ?? []).compactMap { bucket in
                bucket["bucket_name"].flatMap { node in
                    node.string.map { Evidence("binding", $0, at: document.place(of: node)) }
                }
            }
        }
    }
}
