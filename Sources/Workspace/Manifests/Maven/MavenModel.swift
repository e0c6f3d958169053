/// All Maven projects of a repository with what they inherit.
package struct MavenModel: Sendable {
    /// How many parents are followed; longer chains are circles.
    private static let maximumParents = 32
    /// How often a property may lead to another.
    private static let maximumExpansions = 16

    /// Every project by the path of its pom.
    package let projects: [String: MavenProject]
    /// Paths of poms by `group:artifact`.
    private let byCoordinates: [String: String]
    /// Paths of the poms of parents in the repository, by the path of the child's pom.
    private let parents: [String: String]

    /// Makes the model of some projects.
    init(_ projects: [MavenProject], files: RepositoryFiles) {
        let byPath = Dictionary(projects.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        var parents: [String: String] = [:]
        let byArtifact = Dictionary(grouping: projects, by: \.artifact)
        for project in projects {
            guard let parent = project.parent else { continue }
            if let near = Self.file(parent.relativePath, from: project.folder, byPath), near != project.path,
                byPath[near]?.artifact == parent.artifact
            {
                parents[project.path] = near
            } else if let only = byArtifact[parent.artifact], only.count == 1, only[0].path != project.path,
                only[0].group == nil || only[0].group == parent.group
            {
                // The parent is not where it is said to be, and still is a project of the same build.
                parents[project.path] = only[0].path
            }
        }
        self.projects = byPath
        self.parents = parents
        var coordinates: [String: String] = [:]
        for project in projects.sorted(by: { $0.path < $1.path }) {
            let lineage = Self.lineage(of: project, parents, byPath)
            let key = Self.coordinates(
                project.group ?? project.parent?.group ?? "", project.artifact, lineage: lineage)
            if coordinates[key] == nil { coordinates[key] = project.path }
        }
        byCoordinates = coordinates
    }

    /// The pom that a module or a parent names: a file, or the `pom.xml` of a folder.
    static func file(_ written: String, from folder: String, _ projects: [String: MavenProject]) -> String? {
        guard !written.isEmpty, let path = RelativePath.join(folder, written) else { return nil }
        if projects[path] != nil { return path }
        let inside = ManifestStore.path("pom.xml", in: path)
        return projects[inside] == nil ? nil : inside
    }

    /// The project and its parents in the repository, the nearest first.
    package func lineage(of project: MavenProject) -> [MavenProject] { Self.lineage(of: project, parents, projects) }

    /// The parent in the repository.
    func parent(of project: MavenProject) -> MavenProject? { parents[project.path].flatMap { projects[$0] } }

    /// The project of the repository that has the coordinates of an entry, as `project` sees them.
    func project(of entry: MavenProject.Entry, for project: MavenProject) -> MavenProject? {
        let key = Self.coordinates(entry.group, entry.artifact, lineage: lineage(of: project))
        return byCoordinates[key].flatMap { projects[$0] }
    }

    /// A text with the properties of a project put in.
    package func resolved(_ text: String, for project: MavenProject) -> String {
        Self.expand(text, lineage: lineage(of: project))
    }

    private static func lineage(
        of project: MavenProject, _ parents: [String: String], _ projects: [String: MavenProject]
    ) -> [MavenProject] {
        var lineage = [project]
        while lineage.count < maximumParents, let last = lineage.last, let path = parents[last.path],
            let parent = projects[path]
        {
            lineage.append(parent)
        }
        return lineage
    }

    private static func coordinates(_ group: String, _ artifact: String, lineage: [MavenProject]) -> String {
        expand(group, lineage: lineage) + ":" + expand(artifact, lineage: lineage)
    }

    /// Replaces `${name}`; what nobody defines stays as it is written.
    private static func expand(_ text: String, lineage: [MavenProject], depth: Int = 0) -> String {
        guard depth < maximumExpansions, text.contains("${") else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "$") {
            result += rest[..<start]
            rest = rest[start...]
            guard rest.hasPrefix("${"), let end = rest.firstIndex(of: "}") else {
                result.append("$")
                rest = rest.dropFirst()
                continue
            }
            let name = String(rest.dropFirst(2).prefix { $0 != "}" })
            if let value = value(of: name, lineage: lineage) {
                result += expand(value, lineage: lineage, depth: depth + 1)
            } else {
                result += rest[...end]
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static func value(of name: String, lineage: [MavenProject]) -> String? {
        guard let project = lineage.first else { return nil }
        switch name {
        case "project.groupId", "pom.groupId", "groupId": return project.group ?? project.parent?.group
        case "project.artifactId", "pom.artifactId", "artifactId": return project.artifact
        case "project.version", "pom.version", "version": return project.version ?? project.parent?.version
        case "project.parent.groupId", "parent.groupId": return project.parent?.group
        case "project.parent.artifactId", "parent.artifactId": return project.parent?.artifact
        case "project.parent.version", "parent.version": return project.parent?.version
        default: return lineage.lazy.compactMap { $0.properties[name] }.first
        }
    }
}

extension ManifestStore {
    /// All Maven projects of the repository; those that only show what a pom looks like are left out.
    package var mavenModel: MavenModel {
        derived("maven") {
            let paths = files.named("pom.xml").filter { !ToolFolders.isInstalled($0) }
            var projects = paths.compactMap { mavenProject(at: $0) }
            var known = Set(projects.map(\.path))
            var next = 0
            // A module may name a file of another name.
            while next < projects.count {
                for module in projects[next].modules where module.path.hasSuffix(".xml") {
                    guard let path = RelativePath.join(projects[next].folder, module.path),
                        known.insert(path).inserted, let project = mavenProject(at: path)
                    else { continue }
                    projects.append(project)
                }
                next += 1
            }
            return MavenModel(projects, files: files)
        }
    }
}
