import Topology
import Workspace

extension DeployInputs {
    /// Finds what a unit's deployment is made from.
    ///
    /// - The unit's own folder and, through the graph at any depth, the folder of every package that it depends on.
    ///   Edges for development count only from a package of Node.js with a `build` script: bundlers, compilers and their
    ///   shared settings stand there, and a build runs with them installed. A Python or Go unit ships without them.
    /// - Files outside those folders that its installation, its image or its platform reads. `COPY . .` names nothing in
    ///   particular and is passed over: what it brings without being depended on is not part of the program.
    package static func find(for unit: DeployableUnit, in context: BundleContext) -> DeployInputs {
        let folders = DependencyClosure.folders(from: unit.path, in: context)
        let paths = folders.map(\.path)
        let files =
            InstallationInputs.find(for: unit, in: context)
            + TypeScriptInputs.find(in: paths, files: context.repository.files)
            + ImageInputs.find(for: unit, in: context.repository)
            + unit.package.platforms.compactMap { context.catalogue.platform($0) }
            .flatMap { $0.deployFiles(of: unit, in: context.repository) }
        let others = context.graph.packages.map(\.path).filter { path in
            path != "." && !paths.contains(path) && paths.contains { RelativePath.isInside(path, $0) }
        }
        return DeployInputs(folders: folders, files: files, exclusions: others, packages: paths)
    }
}

/// The packages that a unit depends on, at any depth.
enum DependencyClosure {
    /// The unit's folder first, then those of its dependencies, nearest first, each with the edge that led there.
    static func folders(from start: String, in context: BundleContext) -> [DeployInput] {
        var found = [DeployInput.folder(start, "its own files")]
        var known: Set<String> = [start]
        var index = 0
        while index < found.count {
            let from = found[index].path
            index += 1
            for edge in context.graph.package(at: from)?.dependencies ?? [] where counts(edge, from: from, in: context)
            {
                // The root of a workspace holds others together; only its own manifest matters, which is a file.
                guard edge.path != ".", known.insert(edge.path).inserted else { continue }
                found.append(.folder(edge.path, "\(edge.kind.rawValue) dependency of \(from)", at: edge.place))
            }
        }
        return found
    }

    private static func counts(_ edge: DependencyEdge, from path: String, in context: BundleContext) -> Bool {
        guard edge.kind == .development else { return true }
        let contents = context.repository.packages.first { $0.path == path }
        return contents?.nodeManifest?.script("build") != nil
    }
}
