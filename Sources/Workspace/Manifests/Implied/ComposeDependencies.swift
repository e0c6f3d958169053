/// `depends_on` and `additional_contexts` of compose services that are built from packages (docs.docker.com, "Compose
/// file reference").
struct ComposeDependencies: ImpliedEdgeReader {
    func read(_ packages: PackageFolders, _ manifests: ManifestStore) -> [DependencyClaim] {
        let builds = ComposeBuilds.all(in: manifests)
        var owners: [String: String] = [:]
        for build in builds { owners[build.key(build.service)] = packages.owner(of: build.folder) }
        return builds.flatMap { build -> [DependencyClaim] in
            guard let owner = owners[build.key(build.service)] else { return [] }
            let services = build.dependsOn.compactMap { name, place in owners[build.key(name)].map { ($0, place) } }
            let contexts = build.additionalContexts.compactMap { path, place in
                packages.owner(of: path).map { ($0, place) }
            }
            return (services + contexts).filter { $0.0 != "." }.map { target, place in
                DependencyClaim(from: owner, to: target, kind: .implicit, place: place)
            }
        }
    }
}

/// A compose service that is built.
struct ComposeBuilds {
    /// The file that has it.
    var file: String
    /// Its name.
    var service: String
    /// The build context, relative to the root.
    var context: String
    /// Path of its Dockerfile; nil where it stands in the file itself.
    var dockerfile: String?
    /// The folder that is built: that of the Dockerfile.
    var folder: String
    /// Services that it waits for, with their lines.
    var dependsOn: [(String, FilePlace)]
    /// Other folders that the build may copy from, with their lines.
    var additionalContexts: [(String, FilePlace)]

    /// What tells services of several files apart.
    func key(_ service: String) -> String { file + "\u{0}" + service }

    private static let names = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"]

    /// All services that are built, in the order of files and of services in them.
    static func all(in manifests: ManifestStore) -> [ComposeBuilds] {
        manifests.derived("compose:builds") {
            names.flatMap { manifests.files.named($0) }.sorted().flatMap { path -> [ComposeBuilds] in
                guard let document = manifests.document(path) else { return [] }
                return (document.root["services"]?.members ?? []).compactMap { build(of: $0, document) }
            }
        }
    }

    private static func build(of member: DocumentMember, _ document: Document) -> ComposeBuilds? {
        guard let node = member.value["build"] else { return nil }
        let base = RelativePath.folder(of: document.path)
        guard let context = RelativePath.join(base, node.string ?? node["context"]?.string ?? "."),
            let dockerfile = RelativePath.join(context, node["dockerfile"]?.string ?? "Dockerfile")
        else { return nil }
        let waits = member.value["depends_on"]
        let dependsOn =
            (waits?.members ?? []).map { ($0.key, document.place(of: $0)) }
            + (waits?.elements ?? []).compactMap { element in element.string.map { ($0, document.place(of: element)) } }
        let contexts = (node["additional_contexts"]?.members ?? []).compactMap { entry in
            entry.value.string.flatMap { RelativePath.join(base, $0) }.map { ($0, document.place(of: entry)) }
        }
        return ComposeBuilds(
            file: document.path, service: member.key, context: context, dockerfile: dockerfile,
            folder: RelativePath.folder(of: dockerfile), dependsOn: dependsOn, additionalContexts: contexts)
    }
}
