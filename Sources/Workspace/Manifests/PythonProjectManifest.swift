/// Python projects outside uv workspaces: `pyproject.toml`, `setup.py`, `Pipfile` or `requirements.txt` in a folder.
///
/// Edges are Poetry's path dependencies, uv's path sources, `name @ file:` and `-e ../shared` of requirements files.
struct PythonProjectManifest: WorkspaceKind {
    let id = "python"
    let manifestNames = ["pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "requirements.txt"]

    /// Folder names whose manifests are no packages of the repository.
    private static let asideFolders: Set<String> = [
        "fixtures", "testdata", "node_modules", "vendor", "site-packages", ".venv", "venv", "templates", ".github",
        "third_party", "docs", "doc", "cookiecutter",
    ]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        let members = Set(UvManifest.workspaces(in: manifests).flatMap(\.members))
        var claimed = members
        for folder in Self.folders(in: manifests) where !members.contains(folder) {
            if let failure = manifests.failure(ManifestStore.path("pyproject.toml", in: folder)) {
                reading.diagnostics.append(failure)
            }
            guard let manifest = manifests.pythonManifest(in: folder), manifest.isProject else { continue }
            claimed.insert(folder)
            reading.packages.append(claim(folder, name: manifest.name, manifest: manifest.place, in: manifests))
            reading.dependencies += PythonEdges.claims(of: manifest, in: manifests)
        }
        let others = manifestNames.dropFirst().flatMap { manifests.files.named($0) }
        for path in others.sorted() {
            let folder = RelativePath.folder(of: path)
            guard !claimed.contains(folder), !Self.isAside(folder), isPackage(path, claimed, manifests) else {
                continue
            }
            claimed.insert(folder)
            reading.packages.append(claim(folder, name: nil, manifest: FilePlace(path, line: 1), in: manifests))
        }
        reading.dependencies += claimed.sorted().flatMap {
            PythonEdges.claims(ofRequirementsIn: $0, in: manifests)
        }
        return reading
    }

    /// Folders of all `pyproject.toml` files that are no fixtures or installed packages, sorted.
    static func folders(in store: ManifestStore) -> [String] {
        store.files.named("pyproject.toml").map { RelativePath.folder(of: $0) }.filter { !isAside($0) }.sorted()
    }

    /// A `requirements.txt` makes a package only of a folder with code in it, and not inside another Python package.
    private func isPackage(_ path: String, _ claimed: Set<String>, _ store: ManifestStore) -> Bool {
        let folder = RelativePath.folder(of: path)
        if RelativePath.baseName(of: path) == "setup.cfg" {
            return store.files.contains(ManifestStore.path("setup.py", in: folder))
        }
        guard RelativePath.baseName(of: path) == "requirements.txt" else { return true }
        var above = folder
        while above != "." {
            above = RelativePath.folder(of: above)
            if claimed.contains(above), above != "." { return false }
        }
        let files = store.files.under(folder)
        return files.contains { $0.hasSuffix(".py") && RelativePath.folder(of: $0) == folder }
            || files.contains { $0.hasSuffix("/main.py") || $0.hasSuffix("/__init__.py") || $0.hasSuffix("/app.py") }
    }

    private func claim(
        _ folder: String, name: String?, manifest: FilePlace, in store: ManifestStore
    ) -> PackageClaim {
        PackageClaim(
            path: folder, name: name, kind: id, manifest: manifest, isMember: false, language: "python",
            packageManager: Self.packageManager(of: folder, in: store))
    }

    /// The manager of a folder: its lock file, then its `tool` tables; `pip` where there is neither.
    static func packageManager(of folder: String, in store: ManifestStore) -> String {
        let has = { store.files.contains(ManifestStore.path($0, in: folder)) }
        if has("uv.lock") { return "uv" }
        if has("poetry.lock") { return "poetry" }
        if has("pdm.lock") { return "pdm" }
        if has("Pipfile") { return "pipenv" }
        let tools = store.pythonManifest(in: folder)?.tools ?? []
        return ["uv", "poetry", "pdm", "hatch"].first { tools.contains($0) } ?? "pip"
    }

    private static func isAside(_ folder: String) -> Bool {
        folder.split(separator: "/").contains { asideFolders.contains(String($0)) }
    }
}
