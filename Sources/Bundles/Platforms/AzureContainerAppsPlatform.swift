package import Topology
import Workspace

/// Azure Container Apps (learn.microsoft.com/azure/container-apps, "YAML specification"), and azd's services on it.
package struct AzureContainerAppsPlatform: DescribedPlatform {
    package let id = "azure-container-apps"
    package let name = "Azure Container Apps"

    /// Makes the entry.
    package init() {}

    /// learn.microsoft.com/azure/container-apps/health-probes, "Traffic splitting in Azure Container Apps".
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .file(
                key: "properties.template.containers[].probes", value: { "`type: Readiness, httpGet: {path: \($0)}`" }),
            deploy: ["Run `az containerapp update --name UNIT --resource-group <group> --image <image>`"],
            rollback: [
                .init(
                    "List the revisions.",
                    ["az", "containerapp", "revision", "list", "--name", "UNIT", "--resource-group", "<group>"]),
                .init(
                    "Send all traffic to the revision before.",
                    [
                        "az", "containerapp", "ingress", "traffic", "set", "--name", "UNIT", "--resource-group",
                        "<group>", "--revision-weight", "<revision>=100",
                    ]),
            ], runsSeveral: true)
    }

    /// azd's services, application files, and Terraform's resources.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        let files = repository.yamlFiles.filter { RelativePath.baseName(of: $0).contains("containerapp") }
        let applications = files.compactMap { repository.manifests.document($0) }.flatMap { document in
            (document.root[path: "properties", "template", "containers"]?.elements ?? []).compactMap {
                container -> PlatformMatch? in
                let package = reader.owner.package(
                    file: document.path, folder: "-", image: container["image"]?.string,
                    names: [container["name"]?.string, document.root["name"]?.string].compactMap(\.self))
                guard let package else { return nil }
                var match = reader.match(package, at: document.place(of: container))
                let probe = container["probes"]?.elements.first { $0["httpGet"] != nil }
                match.add(probe: probe?[path: "httpGet", "path"], in: document)
                return match
            }
        }
        let made = TerraformResources(in: repository).packages(running: ["azurerm_container_app"], in: repository)
        return AzureServices.matches(hosts: ["containerapp"], reader) + applications
            + made.map { reader.match($0.package, at: $0.place, confidence: 75) }
    }
}
