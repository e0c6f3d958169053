/// Hatch and PDM: projects that lead to others by their own forms of paths (hatch.pypa.io, "Workspace", "Context
/// formatting"; pdm-project.org, "Local dependencies").
///
/// `tool.hatch.envs.*.workspace.members` names members by globs; `{root:uri}/../x` and `file:///${PROJECT_ROOT}/../x` are
/// paths relative to the project.
struct HatchManifest: WorkspaceKind {
    let id = "hatch"
    let manifestNames = ["pyproject.toml"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        let folders = PythonProjectManifest.folders(in: manifests)
        for folder in folders {
            guard let manifest = manifests.pythonManifest(in: folder), let document = manifests.document(manifest.path)
            else { continue }
            let members = self.members(of: document, in: folder, among: folders)
            if !members.isEmpty {
                reading.declarations.append(WorkspaceDeclaration(kind: id, manifest: manifest.path))
                let packages = ([folder] + members).compactMap { manifests.pythonManifest(in: $0) }
                reading.packages += packages.filter(\.isProject).map {
                    PackageClaim(
                        path: $0.folder, name: $0.name, kind: id, manifest: $0.place, language: "python",
                        packageManager: id)
                }
                reading.dependencies += edges(among: packages)
            }
            reading.dependencies += localPaths(in: document, folder: folder)
        }
        return reading
    }

    private func members(of document: Document, in folder: String, among folders: [String]) -> [String] {
        let environments = document.root[path: "tool", "hatch", "envs"]?.members ?? []
        let lists = environments.flatMap { $0.value[path: "workspace", "members"]?.elements ?? [] }
        let globs = lists.compactMap { $0.string ?? $0["path"]?.string }.compactMap { RelativePath.join(folder, $0) }
            .map {
                PathGlob($0)
            }
        return globs.isEmpty ? [] : folders.filter { path in path != folder && globs.contains { $0.matches(path) } }
    }

    /// Members are installed together, so that a name leads to a member.
    private func edges(among packages: [PythonManifest]) -> [DependencyClaim] {
        let byName = Dictionary(
            packages.compactMap { package in package.name.map { (PythonRequirement.normalName($0), package.folder) } },
            uniquingKeysWith: { first, _ in first })
        return packages.flatMap { package in
            package.dependencies.compactMap { dependency in
                guard let target = byName[dependency.name], target != package.folder else { return nil }
                return DependencyClaim(
                    from: package.folder, to: target, kind: dependency.kind, place: dependency.place)
            }
        }
    }

    /// Requirements with a path that only Hatch or PDM understands.
    private func localPaths(in document: Document, folder: String) -> [DependencyClaim] {
        let root = document.root
        var lists: [(DocumentNode?, DependencyKind)] = [(root[path: "project", "dependencies"], .production)]
        for member in root[path: "project", "optional-dependencies"]?.members ?? [] {
            lists.append((member.value, .optional))
        }
        let groups =
            (root[path: "tool", "pdm", "dev-dependencies"]?.members ?? [])
            + (root["dependency-groups"]?.members ?? [])
        for member in groups { lists.append((member.value, .development)) }
        for member in root[path: "tool", "hatch", "envs"]?.members ?? [] {
            lists.append((member.value["dependencies"], .development))
        }
        return lists.flatMap { list, kind in
            (list?.elements ?? []).compactMap { element in
                guard
                    let target = element.string.flatMap({ Self.path(in: $0) }).flatMap({ RelativePath.join(folder, $0) }
                    ),
                    target != folder
                else { return nil }
                return DependencyClaim(from: folder, to: target, kind: kind, place: document.place(of: element))
            }
        }
    }

    private static func path(in text: String) -> String? {
        for mark in ["{root:uri}/", "{root:parent:uri}/", "file:///${PROJECT_ROOT}/"] {
            guard let start = text.firstPlace(of: mark) else { continue }
            let path = text[start...].dropFirst(mark.count).prefix { $0 != "#" && $0 != " " && $0 != ";" }
            return (mark.contains("parent") ? "../" : "") + path
        }
        return nil
    }
}

extension String {
    /// Where a text first stands in this one.
    fileprivate func firstPlace(of text: String) -> String.Index? {
        indices.first { self[$0...].hasPrefix(text) }
    }
}
