/// What the build script of one Gradle project declares (docs.gradle.org, "Declaring dependencies").
package struct GradleBuildScript: Sendable {
    /// What a dependency leads to.
    package enum Target: Sendable, Hashable {
        /// `project(":libs:core")`: the path as written.
        case project(String)
        /// `projects.libs.core`: the names behind `projects`.
        case accessor([String])
        /// `"group:name:version"`.
        case module(String)
        /// `libs.spring.web`: the names behind the catalog.
        case alias(catalog: String, [String])
        /// A plugin by its id.
        case plugin(String, version: String)
    }

    /// Whose dependency it is, where a script configures other projects.
    package enum Owner: Sendable, Hashable {
        /// The project of the script.
        case own
        /// `project(":x") { … }`.
        case project(String)
        /// `subprojects { … }`.
        case subprojects
        /// `allprojects { … }`.
        case allProjects
    }

    /// One declared dependency.
    package struct Entry: Sendable, Hashable {
        /// What it leads to.
        package var target: Target
        /// Whose it is.
        package var owner: Owner
        /// Why it is needed.
        package var kind: DependencyKind
        /// Where it stands.
        package var place: FilePlace
    }

    /// All entries in the order of the script.
    package let entries: [Entry]
    /// `group = "…"`.
    package let group: String?

    /// Reads a script; nil where there is none.
    init?(_ path: String, in manifests: ManifestStore) {
        guard let script = GradleScript(path, in: manifests) else { return nil }
        var reader = GradleBuildReader(script: script)
        reader.run()
        entries = reader.entries
        group = reader.group
    }
}

extension ManifestStore {
    /// The build script of a Gradle project; nil where there is none.
    package func gradleBuildScript(at path: String) -> GradleBuildScript? {
        guard files.lists(path) else { return nil }
        return derived("gradle:" + path) { GradleBuildScript(path, in: self) }
    }

    /// Whether the repository has any script of Gradle.
    private var hasGradleScripts: Bool {
        derived("gradle:present") { !files.ending(in: [".gradle", ".gradle.kts"]).isEmpty }
    }

    /// The path of the build script of a project: `build.gradle`, `build.gradle.kts`, or one that has the project's name.
    package func gradleBuildFile(in folder: String, name: String? = nil) -> String? {
        guard hasGradleScripts else { return nil }
        let bases = ["build", name, folder == "." ? nil : RelativePath.baseName(of: folder)].compactMap(\.self)
        return bases.lazy.flatMap { [$0 + ".gradle", $0 + ".gradle.kts"] }.map { Self.path($0, in: folder) }.first {
            files.contains($0) && !$0.hasSuffix("settings.gradle") && !$0.hasSuffix("settings.gradle.kts")
        }
    }
}
