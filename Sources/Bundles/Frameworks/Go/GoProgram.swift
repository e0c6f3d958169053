import Topology
import Workspace

/// A program of a Go module: its `package main` and every package of the module that it imports, near or far.
struct GoProgram: Sendable {
    /// The module that it belongs to.
    let module: GoModule
    /// The module and those of the repository that it is built with in their place: by `replace` in its go.mod, or by
    /// `use` in a go.work above it (go.dev/ref/mod).
    private let modules: [GoModule]
    /// Its `package main`.
    let entry: GoPackage
    /// The entry and every package of the module that it reaches, the nearest first.
    let packages: [GoPackage]
    /// All files, those of the entry first.
    let sources: [GoSource]
    /// What the files declare and use, by name.
    let index: GoProgramIndex
    /// Positions in `packages` by folder.
    private let positions: [String: Int]
    /// `go` of go.mod, such as 1.22, as major and minor number; 1.16 where none is given (go.dev/ref/mod).
    let version: (major: Int, minor: Int)

    /// How many packages of a module are followed; a program with more is read as far as that.
    private static let maximumPackages = 300

    /// Follows the imports of a program.
    init(module: GoModule, entry: GoPackage, _ files: RepositoryFiles) {
        let modules = [module] + Self.neighbours(of: module, files)
        self.module = module
        self.modules = modules
        self.entry = entry
        var packages = [entry]
        var seen: Set<String> = [entry.folder]
        var index = 0
        while index < packages.count, packages.count < Self.maximumPackages {
            for path in packages[index].sources.flatMap({ $0.file.imports.map(\.path) }) {
                guard let folder = Self.folder(of: path, in: modules), seen.insert(folder).inserted,
                    let package = GoPackage(in: folder, files)
                else { continue }
                packages.append(package)
            }
            index += 1
        }
        self.packages = packages
        sources = packages.flatMap(\.sources)
        self.index = GoProgramIndex(packages)
        positions = Dictionary(
            packages.enumerated().map { ($1.folder, $0) }, uniquingKeysWith: { first, _ in first })
        version = Self.version(module, files)
    }

    /// Whether `http.ServeMux` understands methods in patterns: since Go 1.22, by the version in go.mod
    /// (go.dev/doc/godebug, `httpmuxgo121`).
    var hasMethodPatterns: Bool { version >= (1, 22) }

    /// The package that holds a file.
    func package(of source: GoSource) -> GoPackage? {
        positions[RelativePath.folder(of: source.path)].map { packages[$0] }
    }

    /// The package of the module that a file knows by a name.
    func package(named local: String, in source: GoSource) -> GoPackage? {
        guard let path = source.file.imports.first(where: { $0.local == local })?.path,
            let folder = Self.folder(of: path, in: modules)
        else { return nil }
        return positions[folder].map { packages[$0] }
    }

    /// Whether some file imports one of these paths or, with `/` at the end, something below one.
    func imports(_ paths: [String]) -> Bool { firstImport(of: paths) != nil }

    /// The first file that imports one of these paths, with the import.
    func firstImport(of paths: [String]) -> (source: GoSource, item: GoImport)? {
        for source in sources {
            if let item = source.file.imports.first(where: { Self.matches($0.path, paths) }) { return (source, item) }
        }
        return nil
    }

    /// Whether an import path is one of some paths, or such a path with a major version.
    static func matches(_ path: String, _ paths: [String]) -> Bool {
        paths.contains { known in
            guard path.hasPrefix(known) else { return false }
            let rest = path.dropFirst(known.count)
            return rest.isEmpty || (rest.hasPrefix("/v") && rest.dropFirst(2).allSatisfy(\.isNumber))
        }
    }

    /// The folder of an import path: in the module with the longest path that begins it.
    private static func folder(of path: String, in modules: [GoModule]) -> String? {
        let module = modules.filter { path == $0.path || path.hasPrefix($0.path + "/") }.max {
            $0.path.utf8.count < $1.path.utf8.count
        }
        guard let module else { return nil }
        if path == module.path { return module.folder }
        return RelativePath.join(module.folder, String(path.dropFirst(module.path.count + 1)))
    }

    private static func neighbours(of module: GoModule, _ files: RepositoryFiles) -> [GoModule] {
        var folders = module.replacements.compactMap { RelativePath.join(module.folder, $0.folder) }
        var folder = module.folder
        while true {
            let path = ManifestStore.path("go.work", in: folder)
            if let bytes = files.contents(path) {
                folders += GoDirectives(bytes, path: path).of("use").compactMap { directive in
                    directive.words.first.flatMap { RelativePath.join(folder, $0) }
                }
            }
            if folder == "." { break }
            folder = RelativePath.folder(of: folder)
        }
        return Set(folders).subtracting([module.folder]).sorted().compactMap { GoModule(in: $0, files) }
    }

    private static func version(_ module: GoModule, _ files: RepositoryFiles) -> (major: Int, minor: Int) {
        let file = ManifestStore.path("go.mod", in: module.folder)
        let word = files.contents(file).flatMap { GoDirectives($0, path: file).of("go").first?.words.first }
        let numbers = (word ?? "1.16").split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
        return (numbers.first ?? 1, numbers.count > 1 ? numbers[1] : 0)
    }
}

// MARK: - Which program serves

extension GoProgram {
    /// Folders of programs besides the root of a package and `cmd/*`, by custom.
    private static let customaryFolders: [String] = ["server", "api", "app", "src", "web", "service", "backend"]
    /// Programs under `cmd` that serve by custom, the likeliest first.
    private static let servingNames: [String] = ["server", "serve", "api", "web", "app", "http", "service", "main"]

    /// The program of a package that satisfies `serves`: the one that the Dockerfile builds, else the root, else the
    /// likeliest of `cmd/*`.
    static func find(in package: PackageContents, serves: (GoProgram) -> Bool) -> GoProgram? {
        let programs = package.parsed.value("go programs") { all(of: package) }
        return programs.first(where: serves)
    }

    /// The programs of a package, the likeliest first.
    private static func all(of package: PackageContents) -> [GoProgram] {
        let folders = programFolders(package)
        guard !folders.isEmpty, let module = module(of: package) else { return [] }
        let names = servingNames + [RelativePath.baseName(of: package.path), module.shortName]
        let built = builtFolders(package)
        let ranked = folders.map { folder -> (rank: Int, folder: String) in
            let below = RelativePath.relative(folder, to: package.path)
            if built.contains(below) { return (0, folder) }
            if below == "." { return (1, folder) }
            let name = RelativePath.baseName(of: folder)
            return (2 + (names.firstIndex(of: name) ?? names.count), folder)
        }.sorted { ($0.rank, $0.folder) < ($1.rank, $1.folder) }
        return ranked.compactMap { _, folder in
            guard let entry = GoPackage(in: folder, package.files), entry.isProgram else { return nil }
            return GoProgram(module: module, entry: entry, package.files)
        }
    }

    /// The module of a package: go.mod of its folder or of the nearest folder above.
    private static func module(of package: PackageContents) -> GoModule? {
        var folder = package.path
        while true {
            if let module = GoModule(in: folder, package.files) { return module }
            if folder == "." { return nil }
            folder = RelativePath.folder(of: folder)
        }
    }

    /// Folders of the package's own files that can hold a program.
    private static func programFolders(_ package: PackageContents) -> [String] {
        var folders: [String] = []
        for path in package.sources(withExtensions: ["go"]) {
            let folder = RelativePath.folder(of: path)
            if folders.last == folder || folders.contains(folder) { continue }
            let parts = RelativePath.relative(folder, to: package.path).split(separator: "/")
            let isCommand = parts.first == "cmd" && parts.count <= 3
            let isCustomary = parts.count == 1 && customaryFolders.contains(String(parts[0]))
            if folder == package.path || isCommand || isCustomary { folders.append(folder) }
        }
        return folders
    }

    /// Arguments of `go build` in the Dockerfile that name a folder.
    private static func builtFolders(_ package: PackageContents) -> Set<String> {
        guard let bytes = package.contents("Dockerfile") else { return [] }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let words = lines.filter { $0.contains("go build") || $0.contains("go install") }.flatMap {
            $0.split { $0.isWhitespace || $0 == "\"" || $0 == "'" }
        }
        return Set(
            words.filter { $0.hasPrefix("./") }.compactMap { RelativePath.normal(String($0)) }.map { folder in
                folder.hasSuffix(".go") ? RelativePath.folder(of: folder) : folder
            }.filter { $0 != "." })
    }
}
