package import Workspace

/// A resource or module of Terraform's or OpenTofu's configuration.
package struct TerraformResource: Sendable {
    /// The resource's type, such as `google_cloud_run_v2_service`; `module` for a module.
    package var type: String
    /// Its name.
    package var name: String
    /// What it says.
    package var body: HCLBody
    /// Where it begins.
    package var place: FilePlace
    /// The file, for lines inside.
    package var document: HCLDocument
}

/// All resources and modules of a repository.
package struct TerraformResources: Sendable {
    /// In the order of files.
    package let all: [TerraformResource]

    /// Those of a repository, read once.
    package init(in repository: RepositoryView) {
        self = repository.manifests.derived("terraform") { TerraformResources(reading: repository) }
    }

    private init(reading repository: RepositoryView) {
        all = TelltalePaths(in: repository).terraform.flatMap {
            path -> [TerraformResource] in
            guard !SourceRole.isAside(path), let bytes = repository.files.contents(path),
                let document = try? HCLParser.parse(bytes, path: path)
            else { return [] }
            return document.body.blocks.compactMap { block in
                let place = document.place(of: block.span)
                if block.type == "resource", block.labels.count == 2 {
                    return TerraformResource(
                        type: block.labels[0], name: block.labels[1], body: block.body, place: place,
                        document: document)
                }
                guard block.type == "module", let name = block.labels.first else { return nil }
                return TerraformResource(
                    type: "module", name: name, body: block.body, place: place, document: document)
            }
        }
    }

    /// The packages that resources of some types run, with the line that shows it: by an image, or by a name that a
    /// module or the resource is given.
    package func packages(
        running types: Set<String>, in repository: RepositoryView
    ) -> [(package: String, place: FilePlace)] {
        guard !all.isEmpty else { return [] }
        let owners = ImageOwners(in: repository)
        let named = repository.deployedPackages
        let folders = Set(
            all.filter { types.contains($0.type) }.map { RelativePath.folder(of: $0.document.path) })
        return all.compactMap { resource in
            if types.contains(resource.type) {
                let found =
                    resource.body.strings(called: "image").lazy.compactMap { owners.package(of: $0) }.first
                    ?? resource.body.string("name").flatMap { named.package(named: $0) }
                return found.map { ($0, resource.place) }
            }
            guard resource.type == "module", let source = resource.body.string("source"), source.hasPrefix("."),
                let folder = RelativePath.join(RelativePath.folder(of: resource.document.path), source),
                folders.contains(folder)
            else { return nil }
            let texts = resource.body.strings(called: "image") + [resource.body.string("name") ?? ""]
            let found = texts.lazy.compactMap { owners.package(of: $0) ?? named.package(named: $0) }.first
            return found.map { ($0, resource.place) }
        }
    }
}

extension HCLBody {
    /// The text of an attribute; nil where it has none or it is computed.
    package func string(_ name: String) -> String? { attributes.first { $0.name == name }?.expression.string }

    /// The texts of all attributes of a name, at any depth.
    package func strings(called name: String) -> [String] {
        attributes.filter { $0.name == name }.compactMap(\.expression.string)
            + blocks.flatMap { $0.body.strings(called: name) }
    }
}
