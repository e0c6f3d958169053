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

    /// Folders of tests. A project that is itself a folder of tests has such a name; what lies below is its data.
    private static let tests: Set<String> = [
        "test", "tests", "e2e", "spec", "__mocks__", "mocks", "sandbox", "snapshots", "__snapshots__",
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
        } || isResource(folder)
    }

    /// Whether a folder lies below one of tests, so that a workspace or a package there is made for a test.
    static func isTestData(_ folder: String) -> Bool {
        folder.split(separator: "/").dropLast().contains { tests.contains(String($0)) }
            || folder.hasSuffix("/__mocks__")
    }

    /// Whether a workspace that is declared in a folder is none of this repository, but data of it.
    static func isOther(_ folder: String) -> Bool { isAside(folder) || isTestData(folder) }

    /// Whether a folder lies in `src/test`, `src/it` or `src/*/resources`, where Maven and Gradle keep data.
    private static func isResource(_ folder: String) -> Bool {
        let parts = folder.split(separator: "/")
        for (index, part) in parts.enumerated() where part == "src" && index + 1 < parts.count {
            if ["test", "it", "integrationTest", "functionalTest"].contains(parts[index + 1]) { return true }
            if index + 2 < parts.count, parts[index + 2] == "resources" { return true }
        }
        return false
    }
}
