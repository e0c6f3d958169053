import Topology
import Workspace

/// The object that a server of Python runs: where it is made and under which name a server finds it.
struct PythonApplication: Sendable, Hashable {
    /// Path of the file that calls the constructor, relative to the root.
    var path: String
    /// The variable that holds the object there, such as `app`; nil for `return FastAPI(...)`.
    var variable: String?
    /// The line of the constructor's call, 1-based.
    var line: Int
    /// The statement that makes it, an index of the file's statements.
    var statement: Int
    /// The function around it; nil at the top of the file.
    var factory: String?
    /// The file whose name a server is given.
    var servedPath: String
    /// The name in that file: the object's, or the factory's.
    var servedName: String
    /// Whether `servedName` is a function that a server has to call.
    var isFactory: Bool
    /// The folder from which imports resolve, relative to the root.
    var importRoot: String

    /// The module that a server is given, such as `app.main`.
    var module: String { Self.module(servedPath, from: importRoot) }

    /// The object as a server is given it, such as `app.main:app`.
    var target: String { module + ":" + servedName }

    /// A file as a dotted module name, seen from a folder.
    static func module(_ path: String, from root: String) -> String {
        var parts = RelativePath.relative(path, to: root).split(separator: "/").map(String.init)
        if let last = parts.popLast(), last != "__init__.py" {
            parts.append(last.hasSuffix(".py") ? String(last.dropLast(3)) : last)
        }
        return parts.joined(separator: ".")
    }
}

/// Finds the application of a package among all objects of one class.
struct PythonApplicationFinder: Sendable {
    /// The files.
    let sources: PythonSources
    /// The class, such as `FastAPI`.
    let constructor: String
    /// The module that it is imported from, such as `fastapi`.
    let library: String

    /// File names of entry points by custom, the likeliest first.
    private static let entryNames: [String] = [
        "main.py", "app.py", "server.py", "asgi.py", "wsgi.py", "api.py", "application.py", "__init__.py", "run.py",
        "web.py",
    ]

    /// Every application, the likeliest first; one that another mounts comes last. A target that a start command
    /// names, such as `app.main:app`, wins.
    func applications(preferring written: String? = nil) -> [PythonApplication] {
        var found: [PythonApplication] = []
        for path in sources.paths(containing: [constructor + "("]) {
            guard let module = sources.module(path) else { continue }
            let spellings = module.spellings(of: constructor, from: library)
            for site in module.calls where spellings.contains(site.callee) {
                if let application = application(site, in: path, module) { found.append(application) }
            }
        }
        let mounted = mountedSymbols(in: Set(found.map(\.path)))
        return found.map { (application: $0, rank: rank($0, mounted: mounted, written: written)) }
            .sorted {
                ($0.rank, $0.application.path, $0.application.line) < (
                    $1.rank, $1.application.path, $1.application.line
                )
            }
            .map(\.application)
    }

    private func application(_ site: CallSite, in path: String, _ module: PythonModule) -> PythonApplication? {
        guard let statement = module.statement(at: site.range.lowerBound) else { return nil }
        let assignment = module.assignments.first { $0.statement == statement && $0.call?.range == site.range }
        let function = module.function(at: site.range.lowerBound).map { module.functions[$0] }
        let isReturned = module.tokens.isName(module.statements[statement].tokens.lowerBound, "return")
        guard let function, function.statement != statement else {
            guard let variable = assignment?.target, !variable.contains(".") else { return nil }
            return PythonApplication(
                path: path, variable: variable, line: site.line, statement: statement, factory: nil, servedPath: path,
                servedName: variable, isFactory: false, importRoot: importRoot(of: path))
        }
        guard assignment != nil || isReturned, function.enclosing == nil, !module.isMethod(function) else { return nil }
        let served = servedObject(madeBy: PythonSymbol(path: path, name: function.name))
        if served == nil, !module.needsNoArguments(function) { return nil }
        let file = served?.path ?? path
        return PythonApplication(
            path: path, variable: assignment?.target, line: site.line, statement: statement, factory: function.name,
            servedPath: file, servedName: served?.name ?? function.name, isFactory: served == nil,
            importRoot: importRoot(of: file))
    }

    /// The object at the top of a file that a call of the factory makes: `app = create_app()`.
    private func servedObject(madeBy factory: PythonSymbol) -> PythonSymbol? {
        guard let name = factory.name else { return nil }
        let found = sources.paths(containing: [name + "("]).lazy.compactMap { path -> PythonSymbol? in
            guard let module = sources.module(path) else { return nil }
            let assignment = module.assignments.first { assignment in
                assignment.function == nil && !module.isInClass(assignment.statement)
                    && !assignment.target.contains(".")
                    && assignment.call.map { sources.symbol($0.callee, in: path) == factory } ?? false
            }
            return assignment.map { PythonSymbol(path: path, name: $0.target) }
        }
        return found.min { Self.entryRank($0.path) < Self.entryRank($1.path) }
    }

    /// The folder that a server must be able to import from.
    ///
    /// A file inside regular packages is imported by its full name, seen from the folder around the outermost one;
    /// any other file from the package's folder or its `src`, unless its own imports only resolve from beside it.
    func importRoot(of path: String) -> String {
        var folder = RelativePath.folder(of: path)
        let top = sources.contents.path
        while folder != top, folder != ".",
            sources.contents.files.contains(ManifestStore.path("__init__.py", in: folder))
        {
            folder = RelativePath.folder(of: folder)
        }
        let own = RelativePath.folder(of: path)
        guard folder == own, own != top, let module = sources.module(path) else { return folder }
        // A folder without `__init__.py`: a namespace package, or a folder that the program is started in.
        let isFromTop = module.imports.contains { item in
            item.level > 0 || (item.level == 0 && resolves(item.module, in: top))
        }
        let isFromOwn = module.imports.contains { $0.level == 0 && resolves($0.module, in: own) }
        if isFromTop, !isFromOwn { return top }
        if isFromOwn { return own }
        return RelativePath.baseName(of: own) == "src" ? own : top
    }

    private func resolves(_ dotted: String, in folder: String) -> Bool {
        guard let first = dotted.split(separator: ".").first else { return false }
        return sources.contents.files.contains(ManifestStore.path(first + ".py", in: folder))
            || sources.contents.files.hasFolder(ManifestStore.path(String(first), in: folder))
    }

    private func mountedSymbols(in paths: Set<String>) -> Set<PythonSymbol> {
        var mounted: Set<PythonSymbol> = []
        for path in paths {
            for site in sources.module(path)?.calls ?? [] where site.method == "mount" && site.arguments.count > 1 {
                let argument = site.arguments.first { $0.name == "app" } ?? site.arguments[1]
                guard let module = sources.module(path) else { continue }
                let name = module.text.string(in: argument.value)
                if let symbol = sources.symbol(name, in: path) { mounted.insert(symbol) }
            }
        }
        return mounted
    }

    /// Lower is likelier.
    private func rank(_ application: PythonApplication, mounted: Set<PythonSymbol>, written: String?) -> Int {
        if let written, written == application.target || written.hasSuffix("." + application.target) { return 0 }
        var rank = 10 + Self.entryRank(application.servedPath)
        if mounted.contains(PythonSymbol(path: application.path, name: application.variable)) { rank += 1000 }
        if application.servedName != "app" { rank += 1 }
        return rank
    }

    private static func entryRank(_ path: String) -> Int {
        let name = entryNames.firstIndex(of: RelativePath.baseName(of: path)) ?? entryNames.count
        return path.split(separator: "/").count * 4 + name * 3
    }
}
