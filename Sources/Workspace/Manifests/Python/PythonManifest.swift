/// What `pyproject.toml` of one folder says.
package struct PythonManifest: Sendable {
    /// Where `tool.uv.sources` says that a dependency is to be found.
    package enum Source: Sendable, Hashable {
        /// A member of the workspace.
        case workspace
        /// A folder, as written, relative to the manifest.
        case path(String)
    }

    /// Folder relative to the root.
    package let folder: String
    /// Path of the file relative to the root.
    package let path: String
    /// `project.name` or `tool.poetry.name`.
    package let name: String?
    /// Where the name stands; the start of the file where there is none.
    package let place: FilePlace
    /// Whether it has a `[project]` or `[tool.poetry]` table: otherwise it only configures tools.
    package let isProject: Bool
    /// Names of console scripts.
    package let commands: [String]
    /// All declared dependencies in the order of the file.
    package let dependencies: [PythonRequirement]
    /// `tool.uv.sources` by normal name, those that lead into the repository.
    package let sources: [String: Source]
    /// `tool.uv.workspace`: patterns of members; nil where the table is absent.
    package let workspaceMembers: [String]?
    /// `tool.uv.workspace.exclude`.
    package let workspaceExclusions: [String]
    /// Names of the tables below `tool`.
    package let tools: [String]

    /// Reads a parsed `pyproject.toml`. Keys of another type than expected are passed over.
    package init(_ document: Document, folder: String) {
        let root = document.root
        let project = root["project"]
        let poetry = root[path: "tool", "poetry"]
        self.folder = folder
        path = document.path
        let table = project?["name"] == nil ? poetry ?? project : project
        name = table?["name"]?.string
        place =
            table?.members.first { $0.key == "name" }.map { document.place(of: $0) }
            ?? FilePlace(document.path, line: 1)
        isProject = project != nil || poetry?["name"] != nil || poetry?["dependencies"] != nil
        commands = (project?["scripts"] ?? poetry?["scripts"])?.members.map(\.key) ?? []
        tools = root["tool"]?.members.map(\.key) ?? []
        let reader = PythonDependencyReader(document: document)
        dependencies = reader.standard() + reader.poetry() + reader.development()
        sources = Self.sources(root[path: "tool", "uv", "sources"])
        let workspace = root[path: "tool", "uv", "workspace"]
        workspaceMembers = workspace.map { $0["members"]?.elements.compactMap(\.string) ?? [] }
        workspaceExclusions = workspace?["exclude"]?.elements.compactMap(\.string) ?? []
    }

    private static func sources(_ node: DocumentNode?) -> [String: Source] {
        var sources: [String: Source] = [:]
        for member in node?.members ?? [] {
            // A source is a table, or a list of tables with markers.
            for entry in member.value.elements.isEmpty ? [member.value] : member.value.elements {
                if entry["workspace"]?.boolean == true {
                    sources[PythonRequirement.normalName(member.key)] = .workspace
                } else if let path = entry["path"]?.string {
                    sources[PythonRequirement.normalName(member.key)] = .path(path)
                }
            }
        }
        return sources
    }
}
