/// Gradle: `settings.gradle` and `settings.gradle.kts` with the build scripts of their projects (docs.gradle.org,
/// "Multi-Project Builds", "Composite Builds", "Sharing dependency versions").
///
/// A project is what the settings include; the root is one. Scripts are read and never run: where they include what only
/// a run would tell, every folder with a build script counts. Edges are `project(":x")`, `projects.x`, and modules that
/// an included build makes.
struct GradleManifest: WorkspaceKind {
    let id = "gradle"
    let manifestNames = [
        "settings.gradle", "settings.gradle.kts", "build.gradle", "build.gradle.kts",
    ]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        let paths = manifests.files.named("settings.gradle") + manifests.files.named("settings.gradle.kts")
        let settings = paths.filter { !ToolFolders.isAside($0) }.sorted().compactMap {
            GradleSettings($0, in: manifests)
        }
        let roots = Set(settings.map(\.folder))
        let builds = settings.map { GradleBuild($0, others: roots, in: manifests) }
        var reading = WorkspaceReading()
        for build in builds {
            reading.declarations.append(WorkspaceDeclaration(kind: id, manifest: build.settings.path))
            reading.diagnostics += build.diagnostics
            reading.packages += build.projects.map { claim($0, in: build, manifests) }
            reading.dependencies += GradleEdges(build, among: builds, in: manifests).claims
        }
        // A script without settings at or above it is a build of one project; so is `buildSrc`.
        let claimed = Set(reading.packages.map(\.path))
        for folder in manifests.gradleFolders where !claimed.contains(folder) && !ToolFolders.isAside(folder) {
            let isBuildSource = RelativePath.baseName(of: folder) == "buildSrc"
            guard isBuildSource || !isBelow(folder, roots), let script = manifests.gradleBuildFile(in: folder) else {
                continue
            }
            reading.packages.append(
                PackageClaim(
                    path: folder, name: nil, kind: id, manifest: FilePlace(script, line: 1), isMember: false,
                    language: language(of: folder, in: manifests.files), packageManager: id))
        }
        return reading
    }

    private func isBelow(_ folder: String, _ roots: Set<String>) -> Bool {
        var folder = folder
        while true {
            if roots.contains(folder) { return true }
            if folder == "." { return false }
            folder = RelativePath.folder(of: folder)
        }
    }

    private func claim(_ project: GradleBuild.Project, in build: GradleBuild, _ manifests: ManifestStore)
        -> PackageClaim
    {
        let isRoot = project.path == ":"
        return PackageClaim(
            path: project.folder, name: isRoot ? build.settings.rootName : project.name, kind: id,
            manifest: project.script.map { FilePlace($0, line: 1) } ?? project.place,
            language: language(of: project.folder, in: manifests.files), packageManager: id)
    }

    /// The language of the sources that plugins look for in `src/main`.
    private func language(of folder: String, in files: RepositoryFiles) -> String? {
        let languages: [(String, String)] = [
            ("src/main/kotlin", "kotlin"), ("src/commonMain/kotlin", "kotlin"), ("src/main/java", "java"),
            ("src/main/groovy", "groovy"), ("src/main/scala", "scala"),
        ]
        return languages.first { files.hasFolder(ManifestStore.path($0.0, in: folder)) }?.1
    }
}
