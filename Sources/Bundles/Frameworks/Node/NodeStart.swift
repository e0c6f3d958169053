import Topology
import Workspace

/// How a package says that it is started, and the file that then runs.
struct NodeStart: Sendable {
    /// The command as a person would type it in the package's folder.
    let command: String
    /// The line that says so.
    let place: FilePlace
    /// The script that holds it; nil where it comes from elsewhere.
    let script: String?
    /// The last simple command, behind every `npm run`.
    let line: NodeCommandLine?
    /// Whether nothing but that simple command stands there.
    let isSimple: Bool

    /// Scripts that start a package in production, the surest first.
    private static let names: [String] = ["start:prod", "start:production", "prod", "start", "serve"]
    private static let maximumDepth = 4

    /// The start of a package by its scripts; nil where no script starts anything.
    init?(_ project: NodeProject) {
        guard let manifest = project.manifest,
            let script = Self.names.lazy.compactMap({ manifest.script($0) }).first
        else { return nil }
        command = script.command
        place = script.place
        self.script = script.name
        (line, isSimple) = Self.follow(script.command, in: manifest)
    }

    /// The start that was found elsewhere, such as in a Procfile or a Dockerfile.
    init(command: String, at place: FilePlace, in project: NodeProject) {
        self.command = command
        self.place = place
        script = project.manifest?.scripts.first { $0.command == command }?.name
        (line, isSimple) = Self.follow(command, in: project.manifest)
    }

    private static func follow(_ command: String, in manifest: NodeManifest?) -> (NodeCommandLine?, Bool) {
        let names = Set((manifest?.scripts ?? []).map(\.name))
        var text = command
        var isSimple = true
        var environment: [String: String] = [:]
        for _ in 0..<maximumDepth {
            isSimple = isSimple && !NodeCommandLine.needsShell(text)
            guard var line = NodeCommandLine.parse(text).last else { return (nil, false) }
            environment.merge(line.environment) { _, inner in inner }
            line.environment = environment
            guard let name = line.script(among: names), let next = manifest?.script(name) else {
                return (line, isSimple)
            }
            text = next.command
        }
        return (nil, false)
    }
}

extension NodeProject {
    /// Whether a start command runs one of the package's own files, and which source that is, relative to the root.
    func entry(of start: NodeStart?) -> String? {
        guard let run = start?.line?.run else { return nil }
        if run.file == "." { return mainFile }
        return source(ofBuilt: run.file)
    }

    /// The source that `main` or `module` of package.json means.
    var mainFile: String? {
        guard let root = manifest?.document.root else { return nil }
        return [root["main"]?.string, root["module"]?.string].lazy.compactMap(\.self)
            .compactMap { self.source(ofBuilt: $0) }.first
    }

    /// The files at which the package may begin, the surest first: what its start runs, what Nx builds, `main`, then
    /// the names that servers have by custom.
    var entries: [String] { contents.parsed.value("entries") { findEntries() } }

    private func findEntries() -> [String] {
        var found: [String] = []
        if let entry = entry(of: NodeStart(self)) { found.append(entry) }
        for main in (nx?.mains ?? []) + [mainFile].compactMap(\.self) where !found.contains(main) { found.append(main) }
        for folder in [contents.repositoryPath("src"), contents.path].compactMap(\.self) {
            // Nearly every package has none of the many names that are possible.
            for name in Self.customaryEntries where contents.files.lists(name, in: folder) {
                guard let path = RelativePath.join(folder, name), contents.files.contains(path), !found.contains(path)
                else { continue }
                found.append(path)
            }
        }
        return found
    }

    /// Names of the files at which servers begin by custom.
    private static let customaryEntries: [String] = ["server", "index", "main", "app"].flatMap { name in
        endings.map { "\(name).\($0)" }
    }
}
