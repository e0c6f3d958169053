import Workspace

/// A front end that another package ships inside its own image is not deployed by itself.
enum StaticHost {
    /// The line of another package's Dockerfile that copies a front end which has no Dockerfile of its own; nil where
    /// there is none.
    static func serving(_ candidate: PackageCandidate, in view: RepositoryView) -> Evidence? {
        let path = candidate.contents.path
        guard path != ".", !candidate.contents.has("Dockerfile") else { return nil }
        for package in view.packages where package.path != path {
            let file = ManifestStore.path("Dockerfile", in: package.path)
            guard let recipe = ImageRecipe(file, view.files) else { continue }
            for fact in recipe.copied {
                guard fact.paths.contains(where: { RelativePath.isInside($0, path) }) else { continue }
                return Evidence("deploysIndependently", "false", at: fact.place)
            }
        }
        return nil
    }
}
