/// Folders that are packages by what lies in them: a Dockerfile beside source code, and no manifest of any kind.
///
/// Such a folder is claimed only where no manifest stands in it or above it: what lies inside another package belongs
/// to that package, and a Dockerfile without code beside it only describes an image of somebody else's program.
struct PlainFolders: WorkspaceKind {
    let id = "folder"
    let manifestNames = ["Dockerfile"]

    /// Manifests that make a folder somebody else's.
    private static let manifests: [String] = [
        "package.json", "pyproject.toml", "requirements.txt", "setup.py", "Pipfile", "go.mod", "Cargo.toml", "Gemfile",
        "composer.json", "pom.xml", "build.gradle", "build.gradle.kts", "mix.exs", "Package.swift", "deno.json",
        "deno.jsonc", "pubspec.yaml",
    ]
    /// File endings of code that runs, and their languages.
    private static let languages: [String: String] = [
        "py": "python", "js": "javascript", "mjs": "javascript", "cjs": "javascript", "ts": "typescript", "go": "go",
        "rb": "ruby", "php": "php", "java": "java", "kt": "kotlin", "rs": "rust", "ex": "elixir", "exs": "elixir",
        "swift": "swift",
    ]
    /// Folder names that hold images for development, tests or other people's programs.
    private static let asideFolders: Set<String> = [
        ".devcontainer", ".github", "fixtures", "testdata", "tests", "test", "vendor", "node_modules", "examples",
        "example", "docs", "third_party",
    ]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        for path in manifests.files.named("Dockerfile").sorted() {
            let folder = RelativePath.folder(of: path)
            guard folder != ".", !isAside(folder), !isClaimed(folder, manifests.files),
                let language = language(of: folder, manifests.files)
            else { continue }
            reading.packages.append(
                PackageClaim(
                    path: folder, name: nil, kind: id, manifest: FilePlace(path, line: 1), isMember: false,
                    language: language))
        }
        return reading
    }

    private func isAside(_ folder: String) -> Bool {
        folder.split(separator: "/").contains { Self.asideFolders.contains(String($0)) }
    }

    private func isClaimed(_ folder: String, _ files: RepositoryFiles) -> Bool {
        var folder = folder
        while true {
            if Self.manifests.contains(where: { files.contains(ManifestStore.path($0, in: folder)) }) { return true }
            if folder == "." { return false }
            folder = RelativePath.folder(of: folder)
        }
    }

    /// The language of the code that lies directly in the folder.
    private func language(of folder: String, _ files: RepositoryFiles) -> String? {
        for path in files.under(folder) where RelativePath.folder(of: path) == folder {
            guard let dot = path.lastIndex(of: ".") else { continue }
            if path.hasSuffix(".csproj") || path.hasSuffix(".fsproj") { return nil }
            if let language = Self.languages[String(path[path.index(after: dot)...])] { return language }
        }
        return nil
    }
}
