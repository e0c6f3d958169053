package import Topology
import Workspace

/// Azure App Service and Functions, by azd's services (learn.microsoft.com/azure/app-service).
package struct AzureAppServicePlatform: DescribedPlatform {
    package let id = "azure-app-service"
    package let name = "Azure App Service"

    /// Makes the entry.
    package init() {}

    /// learn.microsoft.com/azure/app-service, "Monitor App Service instances by using Health check" and "Set up staging
    /// environments".
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .dashboard("In Azure portal, open the app, then Monitoring > Health check, and set the path to"),
            deploy: ["Run `az webapp deploy --name UNIT --resource-group <group> --src-path <package>`"],
            rollback: [
                .init(
                    "Swap the slot with the version before back.",
                    [
                        "az", "webapp", "deployment", "slot", "swap", "--name", "UNIT", "--resource-group", "<group>",
                        "--slot", "staging", "--target-slot", "production",
                    ])
            ])
    }

    /// azd's services.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        AzureServices.matches(hosts: ["appservice", "function"], PlatformReader(id, repository))
    }
}
