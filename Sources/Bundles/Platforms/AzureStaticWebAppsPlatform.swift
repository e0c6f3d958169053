package import Topology
import Workspace

/// Azure Static Web Apps (learn.microsoft.com/azure/static-web-apps/configuration).
package struct AzureStaticWebAppsPlatform: DescribedPlatform {
    package let id = "azure-static-web-apps"
    package let name = "Azure Static Web Apps"

    /// Makes the entry.
    package init() {}

    /// learn.microsoft.com/azure/static-web-apps/static-web-apps-cli-deploy.
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .automatic("static"), deploy: ["In the folder of UNIT (PATH), run `swa deploy --env production`"],
            rollback: [
                .init("Take the change back in git and deploy again.", ["git", "revert", "--no-edit", "<commit>"])
            ], runsSeveral: true)
    }

    /// `staticwebapp.config.json` of a package, and azd's services.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        let own = reader.documents(named: ["staticwebapp.config.json"]).compactMap { document -> PlatformMatch? in
            guard let package = reader.owner.package(file: document.path) else { return nil }
            return reader.match(package, at: FilePlace(document.path, line: 1))
        }
        return own + AzureServices.matches(hosts: ["staticwebapp"], reader)
    }
}
