/// One Gradle build: its projects by path, with their folders.
struct GradleBuild {
    /// One project.
    struct Project {
        /// Its path, such as `:libs:core`; `:` for the root.
        var path: String
        /// Folder relative to the root of the repository.
        var folder: String
        /// Where it is included.
        var place: FilePlace
        /// Its build script; nil where it has none.
        var script: String?
        /// The last part of its path.
        var name: String { path.split(separator: ":").last.map(String.init) ?? "" }
    }

    /// What its settings say.
    let settings: GradleSettings
    /// All projects, the root first.
    private(set) var projects: [Project]
    /// What is included and not there.
    private(set) var diagnostics: [Diagnostic] = []

    /// Finds the projects of a build.
    ///
    /// `others` are the folders of other builds: what lies below them is theirs.
    init(_ settings: GradleSettings, others: Set<String>, in manifests: ManifestStore) {
        self.settings = settings
        projects = [
            Project(
                path: ":", folder: settings.folder, place: FilePlace(settings.path, line: 1),
                script: manifests.gradleBuildFile(in: settings.folder))
        ]
        var known: Set<String> = [":"]
        for include in settings.includes {
            // `:a:b` also makes `:a`; it is a package only where it has a build script.
            let parts = include.path.split(separator: ":")
            for count in 1..<max(parts.count, 1) {
                let path = ":" + parts.prefix(count).joined(separator: ":")
                let folder = self.folder(of: path)
                guard !settings.includes.contains(where: { $0.path == path }), let folder,
                    let script = manifests.gradleBuildFile(in: folder), known.insert(path).inserted
                else { continue }
                projects.append(Project(path: path, folder: folder, place: include.place, script: script))
            }
            guard known.insert(include.path).inserted else { continue }
            add(include, in: manifests)
        }
        if settings.isDynamic { addEveryScript(others: others, in: manifests) }
    }

    private mutating func add(_ include: (path: String, place: FilePlace), in manifests: ManifestStore) {
        var folder = folder(of: include.path)
        if folder.map({ !manifests.files.hasFolder($0) }) ?? true { folder = elsewhere(include.path, in: manifests) }
        guard let folder else {
            diagnostics.append(.missingProject(include.path, at: include.place))
            return
        }
        let name = include.path.split(separator: ":").last.map(String.init)
        projects.append(
            Project(
                path: include.path, folder: folder, place: include.place,
                script: manifests.gradleBuildFile(in: folder, name: name)))
    }

    /// The folder of a project: its own `projectDir`, or its name below the folder of its parent.
    private func folder(of path: String) -> String? {
        if let known = settings.folders[path] { return known }
        let parts = path.split(separator: ":")
        guard let name = parts.last else { return settings.folder }
        let parent = parts.count > 1 ? ":" + parts.dropLast().joined(separator: ":") : ":"
        let above = parent == ":" ? settings.folder : folder(of: parent)
        return above.flatMap { RelativePath.join($0, String(name)) }
    }

    /// A script sets `projectDir` in a way that is not read: the one folder of the project's name with a build script.
    private func elsewhere(_ path: String, in manifests: ManifestStore) -> String? {
        guard let name = path.split(separator: ":").last else { return nil }
        let folders = manifests.gradleFoldersByName[String(name)] ?? []
        let inside = folders.filter { RelativePath.isInside($0, settings.folder) }
        return inside.count == 1 ? inside[0] : nil
    }

    private mutating func addEveryScript(others: Set<String>, in manifests: ManifestStore) {
        let known = Set(projects.map(\.folder))
        for folder in manifests.gradleFolders where !known.contains(folder) {
            guard RelativePath.isInside(folder, settings.folder), !ToolFolders.isAside(folder),
                !others.contains(where: {
                    $0 != settings.folder && RelativePath.isInside(folder, $0)
                        && RelativePath.isInside($0, settings.folder)
                }),
                RelativePath.baseName(of: folder) != "buildSrc", let script = manifests.gradleBuildFile(in: folder)
            else { continue }
            let relative = RelativePath.relative(folder, to: settings.folder)
            projects.append(
                Project(
                    path: ":" + relative.split(separator: "/").joined(separator: ":"), folder: folder,
                    place: FilePlace(script, line: 1), script: script))
        }
    }
}

extension ManifestStore {
    /// Folders with a `build.gradle` or `build.gradle.kts`, sorted.
    var gradleFolders: [String] {
        derived("gradle:folders") {
            let paths = files.named("build.gradle") + files.named("build.gradle.kts")
            return Set(paths.map { RelativePath.folder(of: $0) }).filter { !ToolFolders.isInstalled($0) }.sorted()
        }
    }

    /// The same by their last component.
    var gradleFoldersByName: [String: [String]] {
        derived("gradle:names") { Dictionary(grouping: gradleFolders) { RelativePath.baseName(of: $0) } }
    }
}

extension Diagnostic {
    fileprivate static func missingProject(_ path: String, at place: FilePlace) -> Diagnostic {
        .warning(
            "gradle/missing-project", "the project `\(path)` is included and has no folder", at: place,
            remedy: "create its folder or take it out of the settings")
    }
}
