import Workspace

/// What a file above packages means for them, by its name.
enum RootInput: Sendable, Hashable {
    /// Resolves the dependencies of an ecosystem.
    case lock(Ecosystem)
    /// Pins the version of a language or package manager.
    case toolVersion(Ecosystem)
    /// Pins the versions of several tools, one a line.
    case toolVersions
    /// Is read by the tools of an ecosystem below it.
    case configuration(Ecosystem)
    /// Is read by the task runner, whatever the ecosystem.
    case taskRunner
    /// A manifest: which of its parts changed decides.
    case manifest(Ecosystem)

    /// The names of lock files, each with its ecosystem.
    static let lockFiles: [(name: String, ecosystem: Ecosystem)] = names.compactMap { name, input in
        guard case .lock(let ecosystem) = input else { return nil }
        return (name, ecosystem)
    }

    /// What a base name means; nil where it means nothing for packages below it.
    static func kind(of name: String) -> RootInput? {
        if let known = names[name] { return known }
        if name.hasPrefix("tsconfig"), name.hasSuffix(".json") { return .configuration(.node) }
        if name.hasPrefix("requirements") || name.hasPrefix("constraints"), name.hasSuffix(".txt") {
            return .configuration(.python)
        }
        for (stem, ecosystem) in stems where name.hasPrefix(stem + ".") { return .configuration(ecosystem) }
        return nil
    }

    /// What a path means, for files that count by the folder that they lie in, with the folder that they count for.
    static func kind(ofPath path: String) -> (input: RootInput, scope: String)? {
        let folder = RelativePath.folder(of: path)
        // Rush keeps the lock file of the whole repository there (rushjs.io, "common/config/rush").
        if folder.hasSuffix("common/config/rush") {
            let scope = RelativePath.normal(folder + "/../../..") ?? "."
            return (kind(of: RelativePath.baseName(of: path)) ?? .configuration(.node), scope)
        }
        if let input = kind(of: RelativePath.baseName(of: path)) { return (input, folder) }
        let parts = path.split(separator: "/").map(String.init)
        for (index, part) in parts.dropLast().enumerated() {
            guard let input = folders[part] else { continue }
            return (input, index == 0 ? "." : parts[..<index].joined(separator: "/"))
        }
        return nil
    }

    /// Configuration that may be written in several languages: `babel.config.js`, `.mjs`, `.json`.
    private static let stems: [(String, Ecosystem)] = [
        ("babel.config", .node), (".babelrc", .node), ("postcss.config", .node), ("tailwind.config", .node),
        ("vite.config", .node), ("webpack.config", .node), ("rollup.config", .node), ("metro.config", .node),
    ]

    /// Folders of which every file counts for everything beside them.
    private static let folders: [String: RootInput] = [
        ".cargo": .configuration(.rust), ".mvn": .configuration(.jvm), "gradle": .configuration(.jvm),
        "buildSrc": .configuration(.jvm), "build-logic": .configuration(.jvm), ".moon": .taskRunner,
        "patches": .configuration(.node), ".yarn": .configuration(.node),
    ]

    /// Base names. The lock files are those that each package manager's own documentation names.
    private static let names: [String: RootInput] = [
        "pnpm-lock.yaml": .lock(.node), "package-lock.json": .lock(.node), "npm-shrinkwrap.json": .lock(.node),
        "yarn.lock": .lock(.node), "bun.lock": .lock(.node), "bun.lockb": .lock(.node), "uv.lock": .lock(.python),
        "poetry.lock": .lock(.python), "pdm.lock": .lock(.python), "pylock.toml": .lock(.python),
        "Pipfile.lock": .lock(.python), "Cargo.lock": .lock(.rust), "go.sum": .lock(.go), "go.work.sum": .lock(.go),
        "Gemfile.lock": .lock(.ruby), "composer.lock": .lock(.php), "mix.lock": .lock(.elixir),
        "Package.resolved": .lock(.swift), "gradle.lockfile": .lock(.jvm), "packages.lock.json": .lock(.dotnet),
        "deno.lock": .lock(.deno), "pubspec.lock": .lock(.dart),
        ".nvmrc": .toolVersion(.node), ".node-version": .toolVersion(.node), ".python-version": .toolVersion(.python),
        ".ruby-version": .toolVersion(.ruby), ".java-version": .toolVersion(.jvm), ".sdkmanrc": .toolVersion(.jvm),
        ".go-version": .toolVersion(.go), "rust-toolchain": .toolVersion(.rust),
        "rust-toolchain.toml": .toolVersion(.rust), "global.json": .toolVersion(.dotnet),
        ".swift-version": .toolVersion(.swift), ".php-version": .toolVersion(.php), ".dvmrc": .toolVersion(.deno),
        "runtime.txt": .toolVersion(.python), ".tool-versions": .toolVersions, "mise.toml": .toolVersions,
        ".mise.toml": .toolVersions,
        ".npmrc": .configuration(.node), ".yarnrc": .configuration(.node), ".yarnrc.yml": .configuration(.node),
        ".pnpmfile.cjs": .configuration(.node), "pnpm-workspace.yaml": .manifest(.node),
        "bunfig.toml": .configuration(.node), ".babelrc": .configuration(.node), ".swcrc": .configuration(.node),
        "lerna.json": .configuration(.node), "rush.json": .configuration(.node),
        "turbo.json": .taskRunner, "turbo.jsonc": .taskRunner, "nx.json": .taskRunner,
        "package.json": .manifest(.node), "pyproject.toml": .manifest(.python), "Cargo.toml": .manifest(.rust),
        "uv.toml": .configuration(.python), "poetry.toml": .configuration(.python),
        "Pipfile": .configuration(.python), "setup.cfg": .configuration(.python),
        "go.work": .configuration(.go), "go.mod": .configuration(.go), "Gemfile": .configuration(.ruby),
        "composer.json": .configuration(.php), "pom.xml": .configuration(.jvm), "build.gradle": .configuration(.jvm),
        "build.gradle.kts": .configuration(.jvm), "settings.gradle": .configuration(.jvm),
        "settings.gradle.kts": .configuration(.jvm), "gradle.properties": .configuration(.jvm),
        "gradlew": .configuration(.jvm), "mvnw": .configuration(.jvm),
        "Directory.Build.props": .configuration(.dotnet), "Directory.Build.targets": .configuration(.dotnet),
        "Directory.Packages.props": .configuration(.dotnet), "NuGet.Config": .configuration(.dotnet),
        "nuget.config": .configuration(.dotnet), "mix.exs": .configuration(.elixir),
        "Package.swift": .configuration(.swift), "deno.json": .configuration(.deno),
        "deno.jsonc": .configuration(.deno), "import_map.json": .configuration(.deno),
        "pubspec.yaml": .configuration(.dart),
    ]
}
