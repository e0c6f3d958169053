import Workspace

/// Which families of manifests a package has.
enum EcosystemMembership {
    private static let byLanguage: [String: Ecosystem] = [
        "javascript": .node, "typescript": .node, "python": .python, "go": .go, "rust": .rust, "ruby": .ruby,
        "php": .php, "java": .jvm, "kotlin": .jvm, "scala": .jvm, "groovy": .jvm, "csharp": .dotnet, "fsharp": .dotnet,
        "elixir": .elixir, "swift": .swift, "dart": .dart,
    ]

    private static let byWorkspace: [String: Ecosystem] = [
        "npm": .node, "pnpm": .node, "yarn": .node, "bun": .node, "lerna": .node, "turbo": .node, "rush": .node,
        "uv": .python, "python": .python, "go": .go, "go-work": .go, "cargo": .rust, "deno": .deno, "maven": .jvm,
        "gradle": .jvm, "dotnet": .dotnet,
    ]

    private static let byManifest: [String: Ecosystem] = [
        "package.json": .node, "pyproject.toml": .python, "requirements.txt": .python, "Pipfile": .python,
        "setup.py": .python, "go.mod": .go, "Cargo.toml": .rust, "Gemfile": .ruby, "composer.json": .php,
        "pom.xml": .jvm, "build.gradle": .jvm, "build.gradle.kts": .jvm, "mix.exs": .elixir, "Package.swift": .swift,
        "deno.json": .deno, "deno.jsonc": .deno, "pubspec.yaml": .dart,
    ]

    /// The families of a package: what claims it, what it declares, and which manifests lie in its folder.
    static func of(_ package: PackageContents) -> Set<Ecosystem> {
        var found = Set(package.dependencies.keys)
        for claim in package.claims {
            if let language = claim.language.flatMap({ byLanguage[$0] }) { found.insert(language) }
            if let kind = byWorkspace[claim.kind] { found.insert(kind) }
        }
        for path in package.paths where RelativePath.folder(of: path) == package.path {
            if let ecosystem = byManifest[RelativePath.baseName(of: path)] { found.insert(ecosystem) }
        }
        return found
    }
}
