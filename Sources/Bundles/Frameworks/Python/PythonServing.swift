import Topology
import Workspace

/// How an application of an ASGI or WSGI framework is found and started.
struct PythonServing: Sendable {
    /// The application that is served.
    let application: PythonApplication
    /// The start command that the repository writes down; nil where there is none.
    let written: PythonStartCommand?
    /// The port and the line that gives it; nil where nothing does.
    let port: (number: Int, place: FilePlace)?

    /// Finds the application of a package and its start; nil where no object of the class is made.
    ///
    /// - Parameters:
    ///   - sources: The files of the package.
    ///   - constructor: The class, such as `FastAPI`.
    ///   - library: The module that it is imported from, such as `fastapi`.
    init?(_ sources: PythonSources, constructor: String, library: String) {
        guard !sources.paths.isEmpty else { return nil }
        let commands = PythonStartCommand.all(in: sources.contents)
        let runs = Self.runCalls(sources)
        let finder = PythonApplicationFinder(sources: sources, constructor: constructor, library: library)
        let wanted = commands.compactMap(\.target).first ?? runs.compactMap(\.target).first
        guard var application = finder.applications(preferring: wanted).first else { return nil }
        written = commands.first { Self.fits($0.target, application) } ?? commands.first { $0.target == nil }
        if let target = written?.target ?? wanted, let root = Self.importRoot(of: application, servedAs: target) {
            application.importRoot = root
        }
        self.application = application
        let places =
            commands.compactMap { command in command.port.map { ($0, command.place) } } + runs.compactMap(\.port)
        port = places.first
    }

    /// Whether a written target means an application, seen from any folder.
    private static func fits(_ target: String?, _ application: PythonApplication) -> Bool {
        guard let target else { return false }
        if target.hasSuffix(".py") { return application.servedPath.hasSuffix(target) }
        let parts = target.split(separator: ":")
        guard parts.count == 2, parts[1] == application.servedName || parts[1] == application.factory ?? "" else {
            return false
        }
        return importRoot(of: application, servedAs: target) != nil
    }

    /// The folder from which a target's module is the file that is served.
    private static func importRoot(of application: PythonApplication, servedAs target: String) -> String? {
        guard let module = target.split(separator: ":").first, !target.hasSuffix(".py") else { return nil }
        let relative = module.split(separator: ".").joined(separator: "/")
        for ending in [".py", "/__init__.py"] {
            let file = relative + ending
            if application.servedPath == file { return "." }
            if application.servedPath.hasSuffix("/" + file) {
                return String(application.servedPath.dropLast(file.count + 1))
            }
        }
        return nil
    }

    /// Calls of `uvicorn.run("app.main:app", port=8000)` and their like.
    private static func runCalls(
        _ sources: PythonSources
    ) -> [(target: String?, port: (number: Int, place: FilePlace)?)] {
        var found: [(target: String?, port: (number: Int, place: FilePlace)?)] = []
        for path in sources.paths(containing: ["uvicorn.run(", "app.run(", "hypercorn.run(", "serve("]) {
            guard let module = sources.module(path) else { continue }
            for site in module.calls
            where ["uvicorn.run", "app.run", "hypercorn.run", "serve", "waitress.serve"].contains(site.callee) {
                let number = site.argument(named: "port").flatMap { module.number(in: $0.tokens) }
                found.append((site.firstString, number.map { ($0, FilePlace(path, line: site.line)) }))
            }
        }
        return found
    }

    /// The command as a person types it in the package's folder, on an ASGI server.
    func asgiCommand(in folder: String) -> String {
        var text = "uvicorn \(application.target)"
        if application.isFactory { text += " --factory" }
        if application.importRoot != folder {
            text += " --app-dir \(RelativePath.relative(application.importRoot, to: folder))"
        }
        return text
    }
}

extension PythonModule {
    /// The first port number among some tokens: of `8000`, `int(os.environ.get("PORT", "8000"))`.
    func number(in indices: Range<Int>) -> Int? {
        for index in indices {
            let text = tokens.kind(index) == .number ? tokens.spelling(index) : tokens.stringValue(index)
            if let text, let number = Int(text), (1...65535).contains(number) { return number }
        }
        return nil
    }
}
