/// Modules of the repository that `go.mod` requires by a version: what is built is the version that was published, and
/// still the code comes from the folder next door (go.dev/ref/mod, "require").
struct GoModuleRequirements: ImpliedEdgeReader {
    func read(_ packages: PackageFolders, _ manifests: ManifestStore) -> [DependencyClaim] {
        let folders = manifests.files.named("go.mod").map { RelativePath.folder(of: $0) }.filter {
            packages.contains($0)
        }
        guard folders.count > 1 else { return [] }
        let modules = folders.compactMap { GoModule(in: $0, manifests.files) }
        let byPath = Dictionary(modules.map { ($0.path, $0.folder) }, uniquingKeysWith: { first, _ in first })
        return modules.flatMap { module in
            module.requirements.filter { !$0.isIndirect }.compactMap { requirement in
                byPath[requirement.path].map {
                    DependencyClaim(from: module.folder, to: $0, kind: .implicit, place: requirement.place)
                }
            }
        }
    }
}
