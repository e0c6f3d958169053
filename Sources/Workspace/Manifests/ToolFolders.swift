/// Folders whose manifests make no package of the repository.
enum ToolFolders {
    /// What package managers and build tools fill: nothing in there is ever a package, whoever names it.
    private static let installed: Set<String> = [
        "node_modules", "bower_components", "jspm_packages", "site-packages", ".venv", "venv", ".tox", ".nox",
        ".dart_tool", ".pub-cache", ".symlinks", ".gradle", ".git", ".nx", ".turbo", ".yarn", ".next", ".nuxt",
        ".output", ".svelte-kit", ".bundle", ".build", ".swiftpm", ".terraform",
    ]
    /// What holds copies, outputs, or data for tests and generators: a manifest there counts only where a workspace
    /// names it.
    private static let aside: Set<String> = [
        "vendor", "third_party", "target", "dist", "build", "out", "bin", "obj", "_build", "fixtures", "__fixtures__",
        "fixture", "testdata", "test-data", "test-fixtures", "__tests__", "templates", "template", "cookiecutter",
        "archetype-resources",
    ]

    /// Whether a path lies in a folder that a package manager or a build tool fills.
    static func isInstalled(_ path: String) -> Bool {
        path.split(separator: "/").contains { installed.contains(String($0)) }
    }

    /// Whether a manifest in a folder says nothing unless a workspace names that folder.
    static func isAside(_ folder: String) -> Bool {
        folder.split(separator: "/").contains { name in
            let name = String(name)
            return installed.contains(name) || aside.contains(name)
        }
    }
}
