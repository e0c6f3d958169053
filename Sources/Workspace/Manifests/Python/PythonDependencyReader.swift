/// Reads the dependencies of a `pyproject.toml` in each of the forms that tools write.
struct PythonDependencyReader {
    /// The parsed file.
    let document: Document

    /// PEP 621 and PEP 518: `project.dependencies`, `project.optional-dependencies`, `build-system.requires`.
    func standard() -> [PythonRequirement] {
        let project = document.root["project"]
        return list(project?["dependencies"], .production)
            + (project?["optional-dependencies"]?.members ?? []).flatMap { list($0.value, .optional) }
            + list(document.root[path: "build-system", "requires"], .build)
    }

    /// PEP 735 `dependency-groups`, `tool.uv.dev-dependencies` and `tool.pdm.dev-dependencies`.
    func development() -> [PythonRequirement] {
        let groups =
            (document.root["dependency-groups"]?.members ?? [])
            + (document.root[path: "tool", "pdm", "dev-dependencies"]?.members ?? [])
        return groups.flatMap { list($0.value, .development) }
            + list(document.root[path: "tool", "uv", "dev-dependencies"], .development)
    }

    /// Poetry's own tables, where a value is a version, a table, or a list of tables.
    func poetry() -> [PythonRequirement] {
        guard let poetry = document.root[path: "tool", "poetry"] else { return [] }
        var found = table(poetry["dependencies"], .production)
        found += table(poetry["dev-dependencies"], .development)
        for group in poetry["group"]?.members ?? [] {
            let kind: DependencyKind = group.key == "main" ? .production : .development
            found += table(group.value["dependencies"], kind)
        }
        return found
    }

    private func list(_ node: DocumentNode?, _ kind: DependencyKind) -> [PythonRequirement] {
        (node?.elements ?? []).compactMap { element in
            element.string.flatMap { PythonRequirement($0, kind: kind, place: document.place(of: element)) }
        }
    }

    private func table(_ node: DocumentNode?, _ kind: DependencyKind) -> [PythonRequirement] {
        (node?.members ?? []).filter { $0.key != "python" }.flatMap { member in
            let entries = member.value.elements.isEmpty ? [member.value] : member.value.elements
            return entries.map { entry in
                PythonRequirement(
                    name: member.key, requirement: entry.string ?? entry["version"]?.string ?? "",
                    kind: entry["optional"]?.boolean == true ? .optional : kind, place: document.place(of: member),
                    path: entry["path"]?.string)
            }
        }
    }
}
