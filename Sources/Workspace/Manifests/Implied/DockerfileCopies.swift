/// Folders of other packages that a Dockerfile copies (docs.docker.com, "Dockerfile reference", `COPY`).
///
/// A copied file says nothing: manifests of all packages are copied to install before the sources come. Paths are
/// relative to the build context, which a compose file names; without one it is the Dockerfile's folder or the root,
/// where the path exists.
struct DockerfileCopies: ImpliedEdgeReader {
    func read(_ packages: PackageFolders, _ manifests: ManifestStore) -> [DependencyClaim] {
        let files = manifests.files
        let contexts = Dictionary(
            ComposeBuilds.all(in: manifests).compactMap { build in build.dockerfile.map { ($0, build.context) } },
            uniquingKeysWith: { first, _ in first })
        return files.named("Dockerfile").sorted().flatMap { path -> [DependencyClaim] in
            let folder = RelativePath.folder(of: path)
            guard let owner = packages.owner(of: folder), let bytes = files.contents(path),
                let dockerfile = try? DockerfileParser.parse(bytes, path: path)
            else { return [] }
            let bases = contexts[path].map { [$0] } ?? [folder, "."]
            return dockerfile.stages.flatMap(\.instructions).flatMap { instruction -> [DependencyClaim] in
                sources(of: instruction).compactMap { source in
                    let target = bases.lazy.compactMap { RelativePath.join($0, source) }.first { files.hasFolder($0) }
                    guard let target, let package = packages.owner(of: target), package != "." else { return nil }
                    return DependencyClaim(
                        from: owner, to: package, kind: .implicit, place: dockerfile.place(of: instruction))
                }
            }
        }
    }

    private func sources(of instruction: DockerfileInstruction) -> [String] {
        guard ["COPY", "ADD"].contains(instruction.keyword), instruction.flag("from") == nil else { return [] }
        let words = instruction.execForm ?? DockerfileWords.split(instruction.arguments)
        return words.dropLast().map { String($0.drop { $0 == "/" }) }.filter {
            !$0.isEmpty && $0 != "." && $0 != "./" && !$0.contains("*") && !$0.contains("$") && !$0.contains("://")
        }
    }
}
