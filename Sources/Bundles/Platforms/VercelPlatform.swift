package import Topology
package import Workspace

/// Vercel: builds from git and watches functions and static files by itself (vercel.com/docs, "Project configuration").
package struct VercelPlatform: KnownPlatform {
    package let id = "vercel"
    package let name = "Vercel"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// `vercel.json` or `vercel.ts` in the package, or a Hosting row.
    package func recognise(in repository: RepositoryView) -> [PlatformMatch] {
        PlatformFiles(names: ["vercel.json", "vercel.ts"], platform: id, confidence: 90).matches(in: repository)
            + PipelineMatches.matches(of: self, in: repository)
            + HostingRows.matches(of: self, in: repository)
    }

    /// Nothing to configure: functions have no probe, the platform restarts what fails.
    package func probe(of unit: DeployableUnit, in repository: RepositoryView) -> ProbeState {
        .automatic(reason: "serverless")
    }

    /// Nothing to add.
    package func planProbe(
        of unit: DeployableUnit, path: String, in repository: RepositoryView
    ) throws(Diagnostic) -> ProbePlan {
        ProbePlan(platform: name, path: path)
    }
}
