/// The edges between the projects of one Gradle build, and to the builds that it includes.
struct GradleEdges {
    /// The edges, in the order of projects and scripts.
    private(set) var claims: [DependencyClaim] = []

    private let build: GradleBuild
    private let byPath: [String: String]
    private let byAccessor: [String: String]
    private var byModule: [String: String] = [:]

    /// Reads the build scripts of a build.
    init(_ build: GradleBuild, among builds: [GradleBuild], in manifests: ManifestStore) {
        self.build = build
        let first = { (left: String, _: String) in left }
        byPath = Dictionary(build.projects.map { ($0.path, $0.folder) }, uniquingKeysWith: first)
        var accessors: [(String, String)] = build.projects.map { (Self.accessor($0.path), $0.folder) }
        if let name = build.settings.rootName { accessors.append((Self.accessorPart(name), build.settings.folder)) }
        byAccessor = Dictionary(accessors, uniquingKeysWith: first)
        for other in builds where build.settings.builds.contains(other.settings.folder) {
            addModules(of: other, in: manifests)
        }
        for project in build.projects {
            guard let script = project.script.flatMap({ manifests.gradleBuildScript(at: $0) }) else { continue }
            for entry in script.entries { add(entry, of: project) }
        }
    }

    /// Modules that an included build stands in for: `group:name` of its projects (docs.gradle.org, "Composite Builds").
    private mutating func addModules(of other: GradleBuild, in manifests: ManifestStore) {
        let scripts = other.projects.map { $0.script.flatMap { manifests.gradleBuildScript(at: $0) } }
        let common = scripts.first??.group
        for (project, script) in zip(other.projects, scripts) {
            guard let group = script?.group ?? common else { continue }
            let name =
                project.path == ":"
                ? other.settings.rootName ?? RelativePath.baseName(of: project.folder) : project.name
            byModule[group + ":" + name] = project.folder
        }
    }

    private mutating func add(_ entry: GradleBuildScript.Entry, of project: GradleBuild.Project) {
        for owner in owners(of: entry, in: project) {
            guard let target = target(of: entry.target, from: owner.path), target != owner.folder else { continue }
            claims.append(DependencyClaim(from: owner.folder, to: target, kind: entry.kind, place: entry.place))
        }
    }

    private func owners(of entry: GradleBuildScript.Entry, in project: GradleBuild.Project) -> [GradleBuild.Project] {
        let prefix = project.path == ":" ? ":" : project.path + ":"
        switch entry.owner {
        case .own: return [project]
        case .project(let path):
            let absolute = Self.absolute(path, from: project.path)
            return build.projects.filter { $0.path == absolute }
        case .subprojects: return build.projects.filter { $0.path.hasPrefix(prefix) && $0.path != project.path }
        case .allProjects: return build.projects.filter { $0.path.hasPrefix(prefix) || $0.path == project.path }
        }
    }

    private func target(of target: GradleBuildScript.Target, from path: String) -> String? {
        switch target {
        case .project(let written): byPath[Self.absolute(written, from: path)]
        case .accessor(let names): accessorTarget(names)
        case .module(let text): byModule[text.split(separator: ":").prefix(2).joined(separator: ":")]
        case .alias, .plugin: nil
        }
    }

    /// `projects.core.dependencyProject` and such go on behind the accessor.
    ///
    /// They may start with the name of the root: `projects.shop.core`.
    private func accessorTarget(_ names: [String]) -> String? {
        if names.count > 1, names.first == build.settings.rootName.map(Self.accessorPart) {
            return accessorTarget(Array(names.dropFirst()))
        }
        var count = names.count
        while count > 0 {
            if let folder = byAccessor[names.prefix(count).joined(separator: ".")] { return folder }
            count -= 1
        }
        return nil
    }

    private static func absolute(_ written: String, from path: String) -> String {
        if written.hasPrefix(":") { return written }
        return path == ":" ? ":" + written : path + ":" + written
    }

    private static func accessor(_ path: String) -> String {
        path.split(separator: ":").map { accessorPart(String($0)) }.joined(separator: ".")
    }

    /// `some-lib`, `some_lib` and `some.lib` become `someLib`.
    private static func accessorPart(_ name: String) -> String {
        let words = name.split { $0 == "-" || $0 == "_" || $0 == "." }
        return words.enumerated().map { index, word in
            index == 0 ? String(word) : word.prefix(1).uppercased() + word.dropFirst()
        }.joined()
    }
}
