import Workspace

/// What rules know about the repository around a package; worked out once.
///
/// A class, because it goes with each of thousands of questions; nothing of it changes.
final class RoleSurroundings: Sendable {
    /// All files and packages.
    let view: RepositoryView
    /// Edges from both ends.
    let edges: DependencyEdges
    /// What compose files say.
    let compose: ComposeProjects
    /// What CI deploys and builds, by package.
    let pipelines: [String: [CIDeployment]]
    /// Projects that an application host starts, by package.
    let hosted: [String: FilePlace]
    /// Names of images that are datastores.
    let datastoreImages: Set<String>
    /// Packages that use others without being served by them: tests, examples, hosts.
    private let bystanders: Set<String>

    /// Works it out.
    init(
        view: RepositoryView, edges: DependencyEdges, compose: ComposeProjects, datastores: [any Datastore]
    ) {
        self.view = view
        self.edges = edges
        self.compose = compose
        datastoreImages = Set(datastores.flatMap(\.images))
        pipelines = Dictionary(
            grouping: CIDeployments(in: view).all.filter { $0.package != nil }, by: { $0.package ?? "" })
        let hosts = ApplicationHosts(view)
        hosted = hosts.projects
        let paths = view.packages.map(\.path)
        bystanders = Set(
            paths.filter { AsideFolder.component(of: $0) != nil || TestProject.sign(of: $0, in: view) != nil }
        ).union(hosts.hosts.keys)
    }

    /// Packages that need one when they run, without tests, examples and hosts; sorted.
    func importers(of path: String) -> [String] {
        (edges.runTimeConsumers[path] ?? []).subtracting(bystanders).subtracting([path]).sorted()
    }

    /// Packages that depend on one for whatever reason, without tests, examples and hosts.
    func consumers(of path: String) -> Set<String> {
        (edges.consumers[path] ?? []).subtracting(bystanders).subtracting([path])
    }
}
