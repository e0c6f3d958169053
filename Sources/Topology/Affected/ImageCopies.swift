import Workspace

/// What a package's Dockerfile copies from outside of its folder.
enum ImageCopies {
    /// Files and folders relative to the root, sorted; the whole context (`COPY . .`) says nothing and is left out.
    ///
    /// A path is relative to the build context (docs.docker.com, "Build context"), which a compose file names;
    /// without one the package's own folder and the root are both tried, and what is there counts.
    static func outside(_ package: PackageContents, compose: ComposeProjects) -> [String] {
        guard package.path != ".", package.has("Dockerfile"),
            let recipe = package.repositoryPath("Dockerfile").flatMap({ ImageRecipe($0, package.files) })
        else { return [] }
        let named = compose.services(building: package.path).compactMap(\.context)
        let contexts = named.isEmpty ? [package.path, "."] : named
        var found: Set<String> = []
        for source in recipe.copied.flatMap(\.paths) where source != "." {
            for context in contexts {
                guard let path = RelativePath.join(context, source), !RelativePath.isInside(path, package.path),
                    !RelativePath.isInside(package.path, path),
                    package.files.contains(path)
                        || package.files.hasFolder(path)
                else { continue }
                found.insert(path)
            }
        }
        return found.sorted()
    }
}
