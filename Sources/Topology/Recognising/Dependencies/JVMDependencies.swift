import Workspace

/// Dependencies of `pom.xml` and of Gradle build scripts as `group:artifact`, parents and plugins included; versions of
/// Gradle's catalog (`gradle/libs.versions.toml`) are looked up (docs.gradle.org, "Version catalogs").
struct JVMDependencies: DependencyReader {
    let ecosystem = Ecosystem.jvm

    func read(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency] {
        maven(folder, manifests) + gradle(folder, manifests)
    }

    private func maven(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency] {
        guard let project = manifests.mavenProject(at: ManifestStore.path("pom.xml", in: folder)) else { return [] }
        let model = manifests.mavenModel
        var found: [DeclaredDependency] = []
        for ancestor in model.lineage(of: project) {
            if let parent = ancestor.parent {
                found.append(
                    DeclaredDependency(
                        name: parent.group + ":" + parent.artifact, requirement: parent.version, kind: .build,
                        place: parent.place))
            }
            for entry in ancestor.dependencies + ancestor.imports + ancestor.plugins {
                let group = entry.group.isEmpty ? "org.apache.maven.plugins" : entry.group
                found.append(
                    DeclaredDependency(
                        name: model.resolved(group + ":" + entry.artifact, for: project),
                        requirement: model.resolved(entry.version, for: project), kind: entry.kind, place: entry.place))
            }
        }
        return found
    }

    private func gradle(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency] {
        guard let path = manifests.gradleBuildFile(in: folder), let script = manifests.gradleBuildScript(at: path)
        else {
            return []
        }
        let catalog = catalog(above: folder, manifests)
        return script.entries.filter { $0.owner == .own || $0.owner == .allProjects }.flatMap { entry in
            modules(of: entry, catalog).map { name, version in
                DeclaredDependency(name: name, requirement: version, kind: entry.kind, place: entry.place)
            }
        }
    }

    private func modules(of entry: GradleBuildScript.Entry, _ catalog: GradleCatalog?) -> [(String, String)] {
        switch entry.target {
        case .module(let text):
            let parts = text.split(separator: ":", maxSplits: 2)
            return [(parts.prefix(2).joined(separator: ":"), parts.count > 2 ? String(parts[2]) : "")]
        case .plugin(let id, let version): return [(id, version)]
        case .alias(_, let names): return catalog?.modules(of: names) ?? []
        case .project, .accessor: return []
        }
    }

    private func catalog(above folder: String, _ manifests: ManifestStore) -> GradleCatalog? {
        var folder = folder
        while true {
            if let catalog = manifests.gradleCatalog(in: folder) { return catalog }
            if folder == "." { return nil }
            folder = RelativePath.folder(of: folder)
        }
    }
}
