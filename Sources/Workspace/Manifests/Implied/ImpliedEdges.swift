/// Finds edges that no manifest of a package manager declares: imports, Dockerfiles, task and compiler configuration.
///
/// It runs when all packages are known. One file for each; `ImpliedEdges.all` lists them.
package protocol ImpliedEdgeReader: Sendable {
    /// The edges, each of kind `implicit`; those that are declared as well are left out later.
    func read(_ packages: PackageFolders, _ manifests: ManifestStore) async -> [DependencyClaim]
}

/// The readers of this version.
package enum ImpliedEdges {
    /// Every reader.
    package static let all: [any ImpliedEdgeReader] = [
        TypeScriptReferences(), DockerfileCopies(), ComposeDependencies(), GoModuleRequirements(),
        PythonSiblingImports(),
    ]

    /// Base names of files that the readers look at, to be fetched with the manifests.
    static let fileNames: [String] = TypeScriptReferences.fileNames + ["Dockerfile"]

    /// What all readers find between packages, without edges that are declared, and without those of a folder to what
    /// lies inside it: a root that only lists its packages needs none of them.
    static func find(
        packages: [ClaimedPackage], declared: [DependencyClaim], in manifests: ManifestStore
    ) async -> [DependencyClaim] {
        guard packages.count > 1 else { return [] }
        let folders = PackageFolders(packages)
        let found = await withTaskGroup(of: [DependencyClaim].self) { group in
            for reader in all { group.addTask { await reader.read(folders, manifests) } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        guard !found.isEmpty else { return [] }
        var known = Set(declared.map { Pair(from: $0.from, to: $0.to) })
        return
            found
            .filter { $0.from != $0.to && !RelativePath.isInside($0.to, $0.from) }
            .sorted { ($0.from, $0.to, $0.place) < ($1.from, $1.to, $1.place) }
            .filter { known.insert(Pair(from: $0.from, to: $0.to)).inserted }
    }

    private struct Pair: Hashable {
        var from: String
        var to: String
    }
}

/// The packages of a repository by their folders.
package struct PackageFolders: Sendable {
    /// All packages, sorted by path.
    package let packages: [ClaimedPackage]
    private let folders: Set<String>

    /// Makes the index of some packages.
    init(_ packages: [ClaimedPackage]) {
        self.packages = packages
        folders = Set(packages.map(\.path))
    }

    /// Whether a folder is a package.
    package func contains(_ folder: String) -> Bool { folders.contains(folder) }

    /// The innermost package that holds a path, or is it; nil where none does.
    package func owner(of path: String) -> String? {
        var folder = path
        while true {
            if folders.contains(folder) { return folder }
            if folder == "." { return nil }
            folder = RelativePath.folder(of: folder)
        }
    }
}
