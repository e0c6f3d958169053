import Topology
import Workspace

@testable import Bundles

/// A unit of Node.js made of files in memory.
enum NodeUnit {
    /// The contents of a package whose files are given relative to its folder; dependencies come from its manifest.
    static func contents(_ files: [String: String], folder: String = "apps/shop") -> PackageContents {
        let prefix = folder == "." ? "" : folder + "/"
        let inside = files.map { (($0.key.hasPrefix("/") ? String($0.key.dropFirst()) : prefix + $0.key), $0.value) }
        return contents(of: RepositoryFiles(Dictionary(uniqueKeysWithValues: inside)), folder: folder)
    }

    /// The contents of a package of a repository.
    static func contents(of repository: RepositoryFiles, folder: String) -> PackageContents {
        let manifests = ManifestStore(repository)
        let declared = (manifests.nodeManifest(in: folder)?.dependencies ?? []).map {
            DeclaredDependency(name: $0.name, requirement: $0.requirement, kind: $0.kind, place: $0.place)
        }
        return PackageContents(
            path: folder, name: "shop", files: repository, claims: [], paths: Array(repository.under(folder)),
            dependencies: [.node: declared], manifests: manifests)
    }

    /// A unit with the components of these engines.
    static func unit(_ contents: PackageContents, engines: [String] = [], start: String? = nil) -> DeployableUnit {
        var node = PackageNode(name: "shop", path: contents.path, type: .backend, deploysIndependently: true)
        node.packageManager = "npm"
        node.start = start
        let caches: Set<String> = ["redis", "valkey"]
        let components = engines.map { engine in
            SharedComponent(
                id: "shop-\(engine)", kind: caches.contains(engine) ? .cache : .database, engine: engine,
                usedBy: [contents.path])
        }
        return DeployableUnit(
            package: node, contents: contents, components: components.sorted { $0.id < $1.id }, isMonorepo: true)
    }

    /// The edits that a framework plans for a unit by its approaches, the first that fits.
    static func plan(
        _ framework: any KnownFramework, _ unit: DeployableUnit, approach: String? = nil, isRepair: Bool = false
    ) throws(Diagnostic) -> HealthEdits {
        var last = Diagnostic.error("health/no-approach", "there is no approach")
        for candidate in framework.healthApproaches(for: unit) where approach == nil || candidate.id == approach {
            do throws(Diagnostic) {
                return try framework.planHealth(
                    HealthRequest(
                        unit: unit, existing: framework.healthInCode(of: unit), components: HealthComponents.of(unit),
                        approach: candidate, isRepair: isRepair))
            } catch {
                last = error
            }
        }
        throw last
    }

    /// The unit after a change set.
    static func applying(_ edits: HealthEdits, to unit: DeployableUnit) -> DeployableUnit {
        var files: [String: String] = [:]
        for path in unit.contents.files.paths { files[path] = unit.contents.files.text(path) }
        for change in edits.changes { files[change.path] = change.new.map { String(decoding: $0, as: UTF8.self) } }
        var changed = unit
        changed.contents = contents(of: RepositoryFiles(files), folder: unit.path)
        return changed
    }

    /// What changes, as a reader sees it: each file with its new text, or with the lines that are new in it.
    static func transcript(_ edits: HealthEdits) -> String {
        var text = "GET \(edits.path) in \(edits.file)\n"
        for change in edits.changes {
            let new = String(decoding: change.new ?? [], as: UTF8.self).replacing("\r\n", with: "\n")
            guard let original = change.original else {
                text += "\n=== \(change.path) (new)\n\(new)"
                continue
            }
            text += "\n=== \(change.path)\n"
            let before = String(decoding: original, as: UTF8.self).replacing("\r\n", with: "\n")
            let old = Set(before.split(separator: "\n"))
            for line in new.split(separator: "\n", omittingEmptySubsequences: false) {
                text += (old.contains(line) || line.isEmpty ? "  " : "+ ") + line + "\n"
            }
        }
        return text
    }

    /// A manifest with these dependencies.
    static func manifest(
        _ dependencies: [String], scripts: [String: String] = ["start": "node server.js"], type: String? = nil
    ) -> String {
        let listed = dependencies.map { "\"\($0)\": \"^1.0.0\"" }.joined(separator: ", ")
        let named = scripts.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ", ")
        let kind = type.map { "\"type\": \"\($0)\", " } ?? ""
        return "{\"name\": \"shop\", \(kind)\"scripts\": {\(named)}, \"dependencies\": {\(listed)}}"
    }
}
