package import Workspace

/// One package's own files, for recognising: what lies in its folder and in no package nested in it.
///
/// A class, because it is handed to dozens of questions for each of thousands of packages; nothing of it changes.
package final class PackageContents: Sendable {
    /// Folder relative to the root; `.` is the root itself.
    package let path: String
    /// Name as in its manifest; the folder's name where it has none.
    package let name: String
    /// All files of the repository.
    package let files: RepositoryFiles
    /// The claims that workspace kinds make about the folder.
    package let claims: [PackageClaim]
    /// Its own files.
    package let own: PathRuns
    /// Declared dependencies by ecosystem, in the order of the manifests.
    package let dependencies: [Ecosystem: [DeclaredDependency]]
    /// Node.js dependencies that the root of its Nx workspace declares for all projects; they show nothing by
    /// themselves.
    package let inheritedDependencies: [DeclaredDependency]
    /// The parsed manifests of the repository.
    package let manifests: ManifestStore
    /// Its `package.json`; nil where it has none that can be read.
    package let nodeManifest: NodeManifest?
    /// Its `pyproject.toml`; nil where it has none that can be read.
    package let pythonManifest: PythonManifest?
    /// Its own sources as far as they were taken apart.
    package let parsed = ParsedSources()

    /// Makes the view of one package. Without `manifests` it parses its own.
    package convenience init(
        path: String, name: String, files: RepositoryFiles, claims: [PackageClaim], paths: [String],
        dependencies: [Ecosystem: [DeclaredDependency]], manifests: ManifestStore? = nil
    ) {
        self.init(
            path: path, name: name, files: files, claims: claims, own: PathRuns(paths), dependencies: dependencies,
            manifests: manifests)
    }

    /// Makes the view of one package. Without `manifests` it parses its own.
    package init(
        path: String, name: String, files: RepositoryFiles, claims: [PackageClaim], own: PathRuns,
        dependencies: [Ecosystem: [DeclaredDependency]], inheritedDependencies: [DeclaredDependency] = [],
        manifests: ManifestStore? = nil
    ) {
        let manifests = manifests ?? ManifestStore(files)
        self.manifests = manifests
        nodeManifest = manifests.nodeManifest(in: path)
        pythonManifest = manifests.pythonManifest(in: path)
        self.path = path
        self.name = name
        self.files = files
        self.claims = claims
        self.own = own
        self.dependencies = dependencies
        self.inheritedDependencies = inheritedDependencies
    }

    /// The path relative to the root of a file given relative to the package; nil if it leaves the root.
    package func repositoryPath(_ relative: String) -> String? {
        RelativePath.join(path, relative)
    }

    /// Whether the package has a file, given relative to its folder.
    package func has(_ relative: String) -> Bool {
        // Asked for hundreds of names, nearly none of which any package has.
        guard files.mayHave(nameOf: relative), let full = repositoryPath(relative) else { return false }
        return files.contains(full)
    }

    /// The bytes of a file given relative to the package; nil where it is absent or cannot be read.
    package func contents(_ relative: String) -> [UInt8]? {
        guard files.mayHave(nameOf: relative) else { return nil }
        return repositoryPath(relative).flatMap { files.contents($0) }
    }

    /// Paths of its own files relative to the root, sorted. Whoever looks for some of them asks `own` instead.
    package var paths: [String] { own.texts }

    /// Own files whose name ends in one of `extensions` (without dot), relative to the root, sorted.
    ///
    /// Tests, fixtures, examples and build outputs are left out: they show nothing about production.
    package func sources(withExtensions extensions: [String]) -> [String] {
        guard own.endings.contains(where: extensions.contains) else { return [] }
        // What the folder says is asked once for its files.
        var folder: Substring?
        var isAside = false
        return own.ending(in: extensions.map { "." + $0 }).filter { path in
            let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
            let own = slash.map { path[..<$0] } ?? ""
            if own != folder {
                folder = own
                let below = RelativePath.relative(own.isEmpty ? "." : String(own), to: self.path)
                isAside = below != "." && SourceRole.isAside(below + "/")
            }
            let name = slash.map { path[path.utf8.index(after: $0)...] } ?? path[...]
            return !isAside && !SourceRole.isAside(fileName: name)
        }
    }

    /// The first declaration of a dependency, of its own or inherited.
    package func dependency(_ name: String, in ecosystem: Ecosystem) -> DeclaredDependency? {
        ownDependency(name, in: ecosystem)
            ?? (ecosystem == .node ? inheritedDependencies.first { $0.name == name } : nil)
    }

    /// The first declaration of a dependency in its own manifests.
    package func ownDependency(_ name: String, in ecosystem: Ecosystem) -> DeclaredDependency? {
        dependencies[ecosystem]?.first { $0.name == name }
    }
}

/// A dependency as a manifest declares it.
package struct DeclaredDependency: Sendable, Hashable {
    /// Name in the registry's normal form (Python: lower case with `-`; Go: the module path).
    package var name: String
    /// Version or range as written, without the name; empty where none is given.
    package var requirement: String
    /// Why it is needed.
    package var kind: DependencyKind
    /// The line that declares it.
    package var place: FilePlace

    /// Makes a declaration.
    package init(name: String, requirement: String, kind: DependencyKind, place: FilePlace) {
        self.name = name
        self.requirement = requirement
        self.kind = kind
        self.place = place
    }
}

/// Which files of a package say nothing about how it runs in production.
package enum SourceRole {
    /// Folder names whose contents are tests, examples, fixtures, generated or vendored.
    private static let asideFolders: Set<String> = [
        "test", "tests", "__tests__", "spec", "specs", "e2e", "cypress", "playwright", "fixtures", "__fixtures__",
        "testdata", "examples", "example", "samples", "docs", "node_modules", "vendor", "dist", "build", "target",
        ".venv", "venv", "__pycache__", "migrations", "alembic", "stories", "__mocks__", "mocks", ".next", ".nuxt",
        ".svelte-kit", "coverage", "benchmarks", "bench",
    ]

    /// Parts of file names that mark tests, stories and declarations without code.
    private static let asideMarks: [[UInt8]] = [".test.", ".spec.", ".stories.", "_test.", "_spec.", ".d.ts"].map {
        Array($0.utf8)
    }

    /// Whether a path relative to its package is a test, an example, generated or vendored.
    package static func isAside(_ path: String) -> Bool {
        // Asked of every source file: bytes, not characters.
        var start = path.utf8.startIndex
        var isInPackages = false
        while let slash = path.utf8[start...].firstIndex(of: UInt8(ascii: "/")) {
            if !isInPackages {
                let name = String(path[start..<slash])
                if asideFolders.contains(name) { return true }
                // Below `src/main/java` folders are names of packages: `com.example.samples` is no sample.
                isInPackages = languageFolders.contains(name) && isMainFolder(path.utf8[..<start])
            }
            start = path.utf8.index(after: slash)
        }
        return isAside(fileName: path[start...])
    }

    /// Folders of Maven and Gradle projects that hold the sources of a language, below `src/main`.
    private static let languageFolders: Set<String> = ["java", "kotlin", "scala", "groovy"]

    /// Whether a path, with a slash at its end, is that of a folder `src/main`.
    private static func isMainFolder(_ path: Substring.UTF8View) -> Bool {
        let main = "src/main/".utf8
        guard path.count >= main.count, path.suffix(main.count).elementsEqual(main) else { return false }
        return path.count == main.count || path.dropLast(main.count).last == UInt8(ascii: "/")
    }

    /// Whether the name of a file alone says so.
    static func isAside(fileName: Substring) -> Bool {
        var name = fileName
        return name.withUTF8 { name in
            let bytes = UnsafeRawBufferPointer(name)
            return asideMarks.contains { contains(bytes, $0) } || bytes.starts(with: "test_".utf8)
                || bytes.elementsEqual("conftest.py".utf8)
        }
    }

    private static func contains(_ bytes: UnsafeRawBufferPointer, _ mark: [UInt8]) -> Bool {
        guard bytes.count >= mark.count else { return false }
        for start in 0...bytes.count - mark.count where bytes[start] == mark[0] {
            if bytes[start..<start + mark.count].elementsEqual(mark) { return true }
        }
        return false
    }
}
