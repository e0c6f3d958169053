import Workspace

/// A package as far as `affected` needs to know it.
package struct AffectedPackage: Sendable {
    /// Folder relative to the root.
    package var path: String
    /// Its name.
    package var name: String
    /// The families of manifests that it has; a lock file or tool of another family never affects it.
    package var ecosystems: Set<Ecosystem>
    /// Whether it is the root of a workspace, for whose members its files count.
    package var isWorkspaceRoot: Bool
    /// Files outside its folder that say how it is deployed.
    package var deployFiles: Set<String> = []
    /// Entries of pnpm's catalogs that it asks for, as `CATALOG/DEPENDENCY`.
    package var catalogEntries: Set<String> = []
    /// The modules that its own `go.mod` names; nil where it has none and belongs to the module above it.
    package var goModules: Set<String>?
    /// Files and folders outside its folder that its Dockerfile copies.
    package var imageInputs: [String] = []

    /// Makes a package.
    package init(path: String, name: String, ecosystems: Set<Ecosystem>, isWorkspaceRoot: Bool = false) {
        self.path = path
        self.name = name
        self.ecosystems = ecosystems
        self.isWorkspaceRoot = isWorkspaceRoot
    }
}

/// The packages and edges of one state of a repository.
package struct AffectedMap: Sendable {
    /// Packages by path.
    package var packages: [String: AffectedPackage]
    /// All edges.
    package var edges: [AffectedEdge]
    /// The folders that have a lock file, by its ecosystem.
    package var lockFolders: [Ecosystem: Set<String>] = [:]
    /// Files on which the task runner is told that everything depends.
    package var globalFiles: [GlobalFiles] = []

    /// Makes a map.
    package init(packages: [AffectedPackage], edges: [AffectedEdge]) {
        self.packages = Dictionary(packages.map { ($0.path, $0) }) { first, _ in first }
        self.edges = edges
    }

    /// The map of a topology.
    ///
    /// What a dependency edge reaches, it selects. What a compose file's `depends_on` or a shared component says about
    /// the order of starting selects nothing.
    package init(_ recognised: RecognisedRepository) {
        let graph = recognised.graph
        let compose = ComposeProjects(in: recognised.view)
        let contents = Dictionary(recognised.view.packages.map { ($0.path, $0) }) { first, _ in first }
        let workspaceFolders = Set(graph.workspaces.map { RelativePath.folder(of: $0.manifest) })
        packages = Dictionary(
            graph.packages.map { node in
                var package = AffectedPackage(
                    path: node.path, name: node.name,
                    ecosystems: contents[node.path].map { EcosystemMembership.of($0) } ?? [],
                    isWorkspaceRoot: workspaceFolders.contains(node.path))
                package.deployFiles = Self.deployFiles(of: node)
                if let contents = contents[node.path] {
                    package.catalogEntries = Self.catalogEntries(contents)
                    if contents.has("go.mod") {
                        let module = GoModule(in: node.path, contents.files)
                        package.goModules = Set((module?.requirements ?? []).map(\.path))
                    }
                    package.imageInputs = ImageCopies.outside(contents, compose: compose)
                }
                return (node.path, package)
            }
        ) { first, _ in first }
        edges = graph.packages.flatMap { node in
            node.dependencies.map { AffectedEdge(from: node.path, to: $0.path, effect: .selects($0.kind)) }
        }
        edges += Self.orders(compose, among: Set(packages.keys))
        for path in recognised.view.files.paths {
            guard case .lock(let ecosystem) = RootInput.kind(of: RelativePath.baseName(of: path)) else { continue }
            lockFolders[ecosystem, default: []].insert(RelativePath.folder(of: path))
        }
        globalFiles = GlobalFiles.find(in: recognised.view)
    }

    /// Files outside of a package that its facts come from, without what people and this program write down.
    private static func deployFiles(of node: PackageNode) -> Set<String> {
        Set(
            node.evidence.map(\.place.path).filter { path in
                !RelativePath.isInside(path, node.path) && !path.hasPrefix(".spec_system/")
                    && RootInput.kind(of: RelativePath.baseName(of: path)) == nil
            })
    }

    private static func catalogEntries(_ contents: PackageContents) -> Set<String> {
        Set(
            (contents.dependencies[.node] ?? []).compactMap { dependency in
                guard dependency.requirement.hasPrefix("catalog:") else { return nil }
                let name = dependency.requirement.dropFirst("catalog:".count)
                return "\(name.isEmpty ? "default" : name)/\(dependency.name)"
            })
    }

    private static func orders(_ compose: ComposeProjects, among paths: Set<String>) -> [AffectedEdge] {
        compose.services.flatMap { service in
            service.dependsOn.compactMap { name -> AffectedEdge? in
                guard let from = service.buildFolder, paths.contains(from),
                    let to = compose.service(name, beside: service)?.buildFolder, paths.contains(to), from != to
                else { return nil }
                return AffectedEdge(from: from, to: to, effect: .orders)
            }
        }
    }
}
