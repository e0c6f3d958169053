import Workspace

/// Dependencies of `pyproject.toml` (PEP 621, PEP 735, Poetry, uv, PDM), requirements files, `Pipfile` and `setup.cfg`.
struct PythonDependencies: DependencyReader {
    let ecosystem = Ecosystem.python

    func read(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency] {
        var found = manifests.pythonManifest(in: folder)?.dependencies ?? []
        found += PythonRequirementsFiles.read(in: folder, manifests.files).flatMap { $0.1.requirements }
        found += pipfile(folder, manifests)
        found += setupConfiguration(folder, manifests.files)
        return found.map {
            DeclaredDependency(name: $0.name, requirement: $0.requirement, kind: $0.kind, place: $0.place)
        }
    }

    private func pipfile(_ folder: String, _ manifests: ManifestStore) -> [PythonRequirement] {
        guard let document = manifests.document(ManifestStore.path("Pipfile", in: folder)) else { return [] }
        let groups: [(String, DependencyKind)] = [("packages", .production), ("dev-packages", .development)]
        return groups.flatMap { key, kind in
            (document.root[key]?.members ?? []).map { member in
                PythonRequirement(
                    name: member.key, requirement: member.value.string ?? member.value["version"]?.string ?? "",
                    kind: kind, place: document.place(of: member))
            }
        }
    }

    /// `install_requires` of `[options]` in `setup.cfg`: a value that goes on in indented lines.
    private func setupConfiguration(_ folder: String, _ files: RepositoryFiles) -> [PythonRequirement] {
        let path = ManifestStore.path("setup.cfg", in: folder)
        guard files.contains(path), let text = files.text(path) else { return [] }
        var isInList = false
        var found: [PythonRequirement] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let isContinued = line.first == " " || line.first == "\t"
            if !isContinued { isInList = line.hasPrefix("install_requires") }
            guard isInList else { continue }
            let value = isContinued ? line : line.drop { $0 != "=" }.dropFirst()
            let place = FilePlace(path, line: index + 1)
            if let requirement = PythonRequirement(String(value), kind: .production, place: place) {
                found.append(requirement)
            }
        }
        return found
    }
}
