package import Topology
package import Workspace

/// Cloudflare Workers (developers.cloudflare.com/workers/wrangler/configuration).
package struct CloudflarePlatform: KnownPlatform {
    package let id = "cloudflare-workers"
    package let name = "Cloudflare"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// wrangler's file in one of its three forms, in the order in which wrangler looks for them, or a Hosting row.
    package func recognise(in repository: RepositoryView) -> [PlatformMatch] {
        let pages = Set(CloudflarePagesPlatform().detect(in: repository).map(\.package))
        let own =
            PlatformFiles(names: CloudflarePagesPlatform.files, platform: id, confidence: 90)
            .matches(in: repository) + PipelineMatches.matches(of: self, in: repository)
        return own.filter { !pages.contains($0.package) }
            + HostingRows.matches(of: self, besides: [CloudflarePagesPlatform().name], in: repository)
    }

    /// Nothing to configure: a Worker runs per request.
    package func probe(of unit: DeployableUnit, in repository: RepositoryView) -> ProbeState {
        .automatic(reason: "edge")
    }

    /// Nothing to add.
    package func planProbe(
        of unit: DeployableUnit, path: String, in repository: RepositoryView
    ) throws(Diagnostic) -> ProbePlan {
        ProbePlan(platform: name, path: path)
    }
}
