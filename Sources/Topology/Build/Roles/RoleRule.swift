import Workspace

/// One kind of evidence about what a package is: one file for each.
protocol RoleRule: Sendable {
    /// What it sees; empty where it sees nothing.
    func signs(_ question: RoleQuestion) -> [RoleSign]
}

/// Every rule. The order decides between signs of equal rank, and nothing else.
enum RoleRules {
    static let all: [any RoleRule] = [
        PipelineRule(), PlatformRule(), AsideFolderRule(), TestProjectRule(), ApplicationHostRule(), ComposeRule(),
        ShippedFrontEndRule(), NestedServerRule(), PublishedLibraryRule(), ToolFolderRule(), NodeManifestRule(),
        NxProjectRule(), RecipeRule(), ImageBuildRule(), ImportedRule(), ImportableRule(), DatastoreImageRule(),
        MobileRule(), ExtensionRule(), DocumentationRule(), StorybookRule(), FunctionRule(), FrameworkRule(),
        QueueWorkerRule(), GoProgramRule(), DotNetProgramRule(), RustProgramRule(), PythonCommandRule(),
        ContainerFolderRule(), WorkspaceRootRule(),
    ]
}

/// A package about which rules are asked.
struct RoleQuestion: Sendable {
    /// What was seen about it.
    let candidate: PackageCandidate
    /// Everything around it.
    let surroundings: RoleSurroundings
    /// Whether it only holds a workspace together.
    let isWorkspaceRoot: Bool
    /// What its own Dockerfile says; nil where it has none.
    let image: ImageRecipe?
    /// Packages that need it when they run, without tests and hosts.
    let importers: [String]
    /// The line that makes it something to publish; nil where none does.
    private(set) var publication: FilePlace?

    /// Makes the question.
    init(_ candidate: PackageCandidate, _ surroundings: RoleSurroundings, isWorkspaceRoot: Bool) {
        self.candidate = candidate
        self.surroundings = surroundings
        self.isWorkspaceRoot = isWorkspaceRoot
        let path = candidate.contents.path
        image = ImageRecipe(ManifestStore.path("Dockerfile", in: path), candidate.contents.files)
        importers = surroundings.importers(of: path)
        publication = Publication.place(self)
    }

    /// Its files.
    var contents: PackageContents { candidate.contents }
    /// Its `package.json`; nil where it has none.
    var node: NodeManifest? { candidate.contents.nodeManifest }
    /// The framework that serves it.
    var framework: FrameworkMatch? { candidate.frameworks.first?.match }
    /// Whether another package names it among its dependencies, for whatever reason.
    var isNamed: Bool { !surroundings.consumers(of: contents.path).isEmpty }

    /// Whether it is built into files that programs or pages load: whatever its image serves are those files.
    var isBuiltToBeImported: Bool {
        guard framework == nil, let manifest = node, manifest.isImportable else { return false }
        return manifest.document.root["module"] != nil || manifest.document.root["exports"] != nil
    }

    /// Where a fact about the package as a whole stands: the line of its manifest.
    var manifest: FilePlace {
        candidate.named.claims.first?.manifest ?? candidate.named.state?.place ?? FilePlace(contents.path)
    }

    /// The line of a file given relative to the package.
    func place(_ relative: String, line: Int = 1) -> FilePlace {
        contents.repositoryPath(relative).map { FilePlace($0, line: line) } ?? manifest
    }

    /// The first of some files that the package has, given relative to it.
    func first(of names: [String]) -> FilePlace? {
        names.first(where: contents.has).map { place($0) }
    }

    /// The first declaration of one of some dependencies in its own manifests.
    func dependency(_ names: [String], in ecosystem: Ecosystem) -> DeclaredDependency? {
        guard let declared = contents.dependencies[ecosystem] else { return nil }
        return declared.first { names.contains($0.name) }
    }

    /// The first line of its own sources that holds one of some words.
    func line(holding words: [String], inFilesEnding endings: [String]) -> FilePlace? {
        for path in contents.sources(withExtensions: endings) {
            guard let text = contents.files.text(path), words.contains(where: { text.contains($0) }) else { continue }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            guard let index = lines.firstIndex(where: { line in words.contains { line.contains($0) } }) else {
                continue
            }
            return FilePlace(path, line: index + 1)
        }
        return nil
    }
}

extension PackageContents {
    /// Whether its manifest says that others import it.
    var isImportable: Bool { nodeManifest?.isImportable ?? false }
}
