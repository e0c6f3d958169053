import Workspace

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
        for (name, ecosystem) in RootInput.lockFiles {
            let folders = recognised.view.files.named(name).map { RelativePath.folder(of: $0) }
            lockFolders[ecosystem, default: []].formUnion(folders)
        }
        globalFiles = GlobalFiles.find(in: recognised.view)
    }

    /// Packages and edges alone, for a change that concerns nothing above packages: what they read and what deploys them
    /// is left out.
    init(edgesOf monorepo: Monorepo) {
        let workspaceFolders = Set(monorepo.workspaces.map { RelativePath.folder(of: $0.manifest) })
        let named = NamedPackage.all(in: monorepo)
        self.init(
            packages: named.map { package in
                AffectedPackage(
                    path: package.path, name: package.name, ecosystems: [],
                    isWorkspaceRoot: workspaceFolders.contains(package.path))
            },
            edges: monorepo.dependencies.map {
                AffectedEdge(from: $0.from, to: $0.to, effect: .selects($0.kind))
            })
    }

    /// Files outside of a package that its facts come from, without what people and this program write down. The `.env`
    /// beside a compose file gives its variables their values (docs.docker.com, "Interpolation").
    static func deployFiles(of node: PackageNode) -> Set<String> {
        let outside = node.evidence.map(\.place.path).filter { path in
            !RelativePath.isInside(path, node.path) && !path.hasPrefix(".spec_system/")
                && RootInput.kind(of: RelativePath.baseName(of: path)) == nil
        }
        let environments = outside.filter(ComposeProjects.isCompose).map {
            ManifestStore.path(".env", in: RelativePath.folder(of: $0))
        }
        return Set(outside + environments)
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
