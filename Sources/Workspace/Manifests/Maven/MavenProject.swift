/// What `pom.xml` of one folder says (maven.apache.org, "POM Reference").
package struct MavenProject: Sendable {
    /// One `<dependency>` or `<plugin>`, with properties as written.
    package struct Entry: Sendable, Hashable {
        /// `groupId`, as written; empty where there is none.
        package var group: String
        /// `artifactId`, as written.
        package var artifact: String
        /// `version`, as written; empty where it is inherited.
        package var version: String
        /// Why it is needed.
        package var kind: DependencyKind
        /// Where it starts.
        package var place: FilePlace
    }

    /// The `<parent>` of a project.
    package struct Parent: Sendable, Hashable {
        /// `groupId`.
        package var group: String
        /// `artifactId`.
        package var artifact: String
        /// `version`.
        package var version: String
        /// Path of its pom relative to the project's folder; empty where it is only looked for in repositories.
        package var relativePath: String
        /// Where it starts.
        package var place: FilePlace
    }

    /// Path of the file, relative to the root.
    package let path: String
    /// Its folder.
    package let folder: String
    /// `groupId`, as written; nil where it is the parent's.
    package let group: String?
    /// `artifactId`, as written.
    package let artifact: String
    /// `version`, as written; nil where it is the parent's.
    package let version: String?
    /// Where `artifactId` stands.
    package let place: FilePlace
    /// `packaging`; `jar` where it says nothing.
    package let packaging: String
    /// The parent; nil where there is none.
    package let parent: Parent?
    /// `modules` and `subprojects`, those of profiles included, as written, with their lines.
    package let modules: [(path: String, place: FilePlace)]
    /// `properties`, those of profiles behind.
    package let properties: [String: String]
    /// Dependencies, those of profiles included.
    package let dependencies: [Entry]
    /// Bills of materials that `dependencyManagement` imports.
    package let imports: [Entry]
    /// Plugins with what they are given to run, and build extensions.
    package let plugins: [Entry]

    /// Reads a parsed `pom.xml`; nil where the root is no project with an artifact.
    init?(_ document: XMLDocument) {
        let root = document.root
        guard root.localName == "project", let artifact = root["artifactId"] else { return nil }
        path = document.path
        folder = RelativePath.folder(of: document.path)
        self.artifact = artifact.trimmedText
        place = document.place(of: artifact)
        group = root["groupId"]?.trimmedText
        version = root["version"]?.trimmedText
        packaging = root["packaging"]?.trimmedText ?? "jar"
        parent = root["parent"].map { Self.parent($0, document) }
        let parts = [root] + (root["profiles"]?.children(named: "profile") ?? [])
        modules = parts.flatMap { part in
            let named = (part["modules"]?.children ?? []) + (part["subprojects"]?.children ?? [])
            return named.map { ($0.trimmedText, document.place(of: $0)) }
        }
        properties = Dictionary(
            parts.flatMap { ($0["properties"]?.children ?? []).map { ($0.name, $0.trimmedText) } },
            uniquingKeysWith: { first, _ in first })
        let reader = MavenEntryReader(document: document)
        dependencies = parts.flatMap { reader.dependencies($0["dependencies"]) }
        imports = parts.flatMap { reader.imports($0["dependencyManagement"]?["dependencies"]) }
        plugins = parts.flatMap { reader.plugins($0["build"]) }
    }

    private static func parent(_ node: XMLElement, _ document: XMLDocument) -> Parent {
        Parent(
            group: node["groupId"]?.trimmedText ?? "", artifact: node["artifactId"]?.trimmedText ?? "",
            version: node["version"]?.trimmedText ?? "",
            relativePath: node["relativePath"].map(\.trimmedText) ?? "../pom.xml", place: document.place(of: node))
    }
}

/// Reads the entries of a `pom.xml`.
private struct MavenEntryReader {
    let document: XMLDocument

    func dependencies(_ node: XMLElement?) -> [MavenProject.Entry] {
        (node?.children(named: "dependency") ?? []).map { entry($0, Self.kind($0)) }
    }

    func imports(_ node: XMLElement?) -> [MavenProject.Entry] {
        (node?.children(named: "dependency") ?? []).filter { $0["scope"]?.trimmedText == "import" }.map {
            entry($0, .build)
        }
    }

    func plugins(_ build: XMLElement?) -> [MavenProject.Entry] {
        let extensions = build?["extensions"]?.children(named: "extension") ?? []
        let plugins = build?["plugins"]?.children(named: "plugin") ?? []
        return (extensions + plugins).map { entry($0, .build) }
            + plugins.flatMap { plugin in
                (plugin["dependencies"]?.children(named: "dependency") ?? []).map { entry($0, .build) }
            }
    }

    /// The scope, as the "Introduction to the Dependency Mechanism" defines it.
    private static func kind(_ node: XMLElement) -> DependencyKind {
        if node["optional"]?.trimmedText == "true" { return .optional }
        switch node["scope"]?.trimmedText {
        case "test": return .development
        case "provided": return .peer
        default: return .production
        }
    }

    private func entry(_ node: XMLElement, _ kind: DependencyKind) -> MavenProject.Entry {
        MavenProject.Entry(
            group: node["groupId"]?.trimmedText ?? "", artifact: node["artifactId"]?.trimmedText ?? "",
            version: node["version"]?.trimmedText ?? "", kind: kind, place: document.place(of: node))
    }
}

extension ManifestStore {
    /// The Maven project of a pom; nil where there is none that can be read.
    package func mavenProject(at path: String) -> MavenProject? {
        guard files.lists(path) else { return nil }
        return derived("maven:" + path) {
            guard case .success(let document) = xml(path) else { return nil }
            return MavenProject(document)
        }
    }
}
