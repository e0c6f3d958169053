import Topology
package import Workspace

extension FastAPIFramework {
    /// The endpoint that checks most, found through routers, prefixes and mounted applications.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        let sources = PythonSources(unit.contents)
        guard let serving = Self.serving(sources) else { return HealthInCode() }
        let reader = PythonHealthReader(sources, dialect: Self.dialect)
        return reader.best(of: serving.application, components: HealthComponents.of(unit)) ?? HealthInCode()
    }

    /// First the connection that the code already has, then a short one of the endpoint's own.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] {
        Self.serving(PythonSources(unit.contents)) == nil ? [] : [PythonHealthChecks.existing, PythonHealthChecks.own]
    }

    /// A file with a router beside the application, and the two lines that include it.
    ///
    /// - Throws: `health/...` where a component has no way by this approach, or the code has no place for the router.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        try FastAPIHealthPlan(request).edits()
    }
}

/// The edits that give one application of FastAPI its endpoint.
private struct FastAPIHealthPlan {
    private let request: HealthRequest
    private let sources: PythonSources
    private let application: PythonApplication
    private let routes: [PythonRoute]
    private let file: PythonGeneratedFile
    private let style: PythonImportStyle

    /// Finds the application and the name of the file.
    init(_ request: HealthRequest) throws(Diagnostic) {
        self.request = request
        sources = PythonSources(request.unit.contents)
        guard let serving = FastAPIFramework.serving(sources) else { throw .noApplication(request.unit.path) }
        application = serving.application
        routes = PythonRouteFinder(sources, dialect: FastAPIFramework.dialect).routes(of: application)
        file = try PythonGeneratedFile(
            names: ["health", "infra_health", "health_infra"], in: RelativePath.folder(of: application.path),
            sources.contents.files)
        if request.isRepair, file.original == nil { throw .notOurs(request.existing.route) }
        style = PythonImportStyle(
            sources, for: file.path, like: application.path, importRoot: application.importRoot)
    }

    func edits() throws(Diagnostic) -> HealthEdits {
        let place = try placeOfApplication()
        guard let module = sources.module(place.path) else { throw .noApplication(request.unit.path) }
        var names = PythonNames(reserved: FastAPIHealthFile.reservedNames)
        let checks = try PythonHealthChecks(sources).checks(
            of: request.components, by: request.approach, names: &names)
        var editor = PythonModuleEditor(module)
        include(in: &editor, module, place)
        let path = endpointPath
        let text = FastAPIHealthFile(
            checks: checks, path: path, livePath: livePath(beside: path), sources: facts(checks, editor, place.path),
            names: names, style: style, circular: circularFiles(checks)
        ).text
        let why = "health endpoint \(path)"
        let changes = [
            file.change(to: text, why: why), try editor.change(of: place.path, why: "includes the health endpoint"),
        ]
        return HealthEdits(changes: changes.compactMap(\.self), path: path, file: file.path)
    }

    // MARK: The application's file

    /// The file, statement and variable after which the router is included.
    private func placeOfApplication() throws(Diagnostic) -> (path: String, statement: Int, variable: String) {
        if let variable = application.variable { return (application.path, application.statement, variable) }
        guard !application.isFactory, let module = sources.module(application.servedPath),
            let assignment = module.topAssignment(application.servedName)
        else { throw .noVariable(FilePlace(application.path, line: application.line)) }
        return (application.servedPath, assignment.statement, application.servedName)
    }

    /// The import and the call, unless the file has them already.
    private func include(
        in editor: inout PythonModuleEditor, _ module: PythonModule,
        _ place: (path: String, statement: Int, variable: String)
    ) {
        let existing = module.imports.first { item in
            item.name == "router"
                && sources.file(ofModule: item.module, level: item.level, from: place.path) == file.path
        }
        let isFree = !module.defines("health_router") && !module.imports.contains { $0.local == "health_router" }
        let name = existing?.local ?? (isFree ? "health_router" : "infra_health_router")
        if existing == nil {
            let style = PythonImportStyle(
                sources, for: place.path, like: place.path, importRoot: application.importRoot)
            editor.addImport(style.line("router", from: file.path, as: name))
        }
        let isIncluded = module.calls.contains { site in
            site.method == "include_router" && site.arguments.contains { module.text.string(in: $0.value) == name }
        }
        if !isIncluded { editor.add(["\(place.variable).include_router(\(name))"], afterStatement: place.statement) }
    }

    // MARK: Paths

    /// The path that our file has; else `/health`, or a path below an endpoint that checks too little.
    private var endpointPath: String {
        let isTaken: (String) -> Bool = { path in
            routes.contains { $0.path == path && $0.place.path != file.path }
        }
        guard let route = request.existing.route else {
            return isTaken(HealthBundle.path) ? "/health/ready" : HealthBundle.path
        }
        if route.place.path == file.path { return route.path }
        let below = PythonRoute.join(route.path, "ready")
        return isTaken(below) ? PythonRoute.join(route.path, "readiness") : below
    }

    /// `/health/live`; an endpoint of a person's own that asks nothing does already what it would do.
    private func livePath(beside path: String) -> String? {
        guard path == HealthBundle.path else { return nil }
        let live = path + "/live"
        return routes.contains { $0.path == live && $0.place.path != file.path } ? nil : live
    }

    // MARK: Facts

    private func facts(
        _ checks: [PythonHealthCheck], _ editor: PythonModuleEditor, _ edited: String
    ) -> [String] {
        let made = FilePlace(application.path, line: application.line)
        let origins = [(place: made, what: "application")] + checks.map(\.origin)
        return origins.map { origin in
            var place = origin.place
            if place.path == edited { place.line = place.line.map(editor.line(after:)) }
            place.path = RelativePath.relative(place.path, to: request.unit.path)
            return "\(place) (\(origin.what))"
        }
    }

    /// The files of the checks that import the application's file, which imports ours.
    private func circularFiles(_ checks: [PythonHealthCheck]) -> Set<String> {
        Set(checks.compactMap(\.symbol?.path).filter { sources.imports($0, reach: application.path) })
    }
}

extension Diagnostic {
    fileprivate static func noApplication(_ path: String) -> Diagnostic {
        .error(
            "health/no-application", "no application object of FastAPI was found", at: FilePlace(path),
            remedy: "make it at the top of a file or in a function without arguments")
    }

    fileprivate static func noVariable(_ place: FilePlace) -> Diagnostic {
        .error(
            "health/no-variable", "the application is returned without a name, so that nothing can be added to it",
            at: place, remedy: "give it a name before it is returned, such as `app = FastAPI()`")
    }

    fileprivate static func notOurs(_ route: HealthRoute?) -> Diagnostic {
        .error(
            "health/not-generated", "the health endpoint was not generated and is not changed", at: route?.place,
            remedy: "correct it by hand")
    }
}
