import Topology
import Workspace

/// The edits that give one application of FastAPI its rate limit, or correct it.
struct PythonRateLimitPlan: Sendable {
    /// What is to be limited, and how.
    let need: RateLimitNeed
    /// The sources of the package.
    let sources: PythonSources
    /// The application that is served.
    let application: PythonApplication
    /// What limits it already.
    let reader: PythonRateLimitReader
    /// The file that is generated.
    let file: PythonGeneratedFile

    /// Finds the application and the name of the file.
    init(_ need: RateLimitNeed) throws(Diagnostic) {
        self.need = need
        sources = PythonSources(need.unit.contents)
        guard let serving = FastAPIFramework.serving(sources) else {
            throw .rateLimit(
                "no-application", "no application object of FastAPI was found", at: FilePlace(need.unit.path))
        }
        application = serving.application
        reader = PythonRateLimitReader(sources, application)
        file = try PythonGeneratedFile(
            names: ["rate_limit", "infra_rate_limit", "rate_limit_infra"],
            in: RelativePath.folder(of: application.path), sources.contents.files)
    }

    /// The edits of one way.
    func edits(by way: PythonRateLimitFile.Way) throws(Diagnostic) -> RateLimitEdits {
        let place = try placeOfApplication()
        var editors: [String: PythonModuleEditor] = [:]
        let entry = PythonRateLimitFile.entry(of: way)
        let existing = reader.answer
        if existing == nil {
            try edit(place.path, in: &editors) { editor in
                editor.addImport(style(for: place.path).line(entry, from: file.path))
                let call =
                    way == .slowapi ? "\(entry)(\(place.variable))" : "\(place.variable).add_middleware(\(entry))"
                editor.add([call], afterStatement: place.statement)
            }
        }
        var summary = "\(need.policy.details) before every route"
        if way == .slowapi {
            let functions = try decorate(isNew: existing == nil, in: &editors)
            summary = "\(need.policy.details) on \(functions) \(functions == 1 ? "route" : "routes")"
        }
        var changes: [FileChange] = []
        if existing == nil || file.original != nil {
            let made = facts(place, editors)
            let text = PythonRateLimitFile(way: way, need: need, store: try store(for: way), sources: made).text
            let generated = existing == nil ? file.change(to: text, why: "rate limit of \(need.policy.details)") : nil
            changes += [generated].compactMap(\.self)
        }
        for (path, editor) in editors.sorted(by: { $0.key < $1.key }) {
            if let change = try editor.change(of: path, why: "limits the requests of each client") {
                changes.append(change)
            }
        }
        return RateLimitEdits(
            changes: changes, provider: way.provider, dependencies: dependencies(of: way), summary: summary)
    }

    private func dependencies(of way: PythonRateLimitFile.Way) -> [String] {
        var wanted: [String] = []
        switch way {
        case .slowapi: wanted = ["slowapi"]
        case .limits: wanted = need.store == nil ? ["limits"] : ["limits", "redis"]
        case .own: break
        }
        return wanted.filter { sources.contents.dependency($0, in: .python) == nil }
    }

    /// The address of the shared store as the code has it.
    func store(for way: PythonRateLimitFile.Way) throws(Diagnostic) -> (
        expression: String, importLine: String?
    )? {
        guard way == .limits, let engine = need.store?.engine,
            let address = PythonAddress.find(for: engine, in: sources)
        else { return nil }
        guard let symbol = address.symbol, let name = symbol.name else { return (address.expression, nil) }
        if sources.imports(symbol.path, reach: application.path) {
            throw .rateLimit("circular", "the settings import the application", at: FilePlace(symbol.path))
        }
        return (address.expression, style(for: file.path).line(name, from: symbol.path))
    }

    /// What the head of the generated file says that it was made from.
    func facts(
        _ place: (path: String, statement: Int, variable: String), _ editors: [String: PythonModuleEditor]
    ) -> [String] {
        let line = editors[application.path].map { $0.line(after: application.line) } ?? application.line
        let made = FilePlace(RelativePath.relative(application.path, to: need.unit.path), line: line)
        var facts = ["\(made) (application)"]
        if let store = need.store { facts.append("\(store.id) (shared store)") }
        return facts
    }

    // MARK: The application's file

    /// The file, statement and variable after which the limit is added.
    func placeOfApplication() throws(Diagnostic) -> (path: String, statement: Int, variable: String) {
        if let variable = application.variable { return (application.path, application.statement, variable) }
        guard !application.isFactory, let module = sources.module(application.servedPath),
            let assignment = module.topAssignment(application.servedName)
        else {
            throw .rateLimit(
                "no-variable", "the application is returned without a name, so that nothing can be added to it",
                at: FilePlace(application.path, line: application.line))
        }
        return (application.servedPath, assignment.statement, application.servedName)
    }

    private func style(for path: String) -> PythonImportStyle {
        PythonImportStyle(
            sources, for: path, like: path == file.path ? application.path : path, importRoot: application.importRoot)
    }

    /// Changes one module of the package.
    func edit(
        _ path: String, in editors: inout [String: PythonModuleEditor],
        _ change: (inout PythonModuleEditor) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        guard let module = sources.module(path) else {
            throw .rateLimit("unreadable", "the file cannot be read", at: FilePlace(path))
        }
        var editor = editors[path] ?? PythonModuleEditor(module)
        try change(&editor)
        editors[path] = editor
    }

    // MARK: Decorators

    /// Decorates every route that has no limit yet; how many.
    private func decorate(isNew: Bool, in editors: inout [String: PythonModuleEditor]) throws(Diagnostic) -> Int {
        if let place = reader.undecorated.first {
            throw .rateLimit(
                "undecorated", "a route is declared without a decorator that a limit could stand below", at: place)
        }
        let open = reader.functions.filter { $0.limits.isEmpty && !$0.isHealth(besides: need.exempt) }
        if open.isEmpty {
            throw .rateLimit("no-route", "no route was found to decorate", at: FilePlace(application.path))
        }
        if !isNew, !PythonGeneratedFile.isOurs(file.path, sources.contents.files) {
            throw .rateLimit("not-ours", "the limiter was not generated", at: FilePlace(application.path))
        }
        for path in Set(open.map(\.path)).sorted() {
            try edit(path, in: &editors) { (editor) throws(Diagnostic) in
                try decorate(open.filter { $0.path == path }, with: &editor)
            }
        }
        return open.count
    }

    private func decorate(
        _ functions: [PythonRoutedFunction], with editor: inout PythonModuleEditor
    ) throws(Diagnostic) {
        guard let path = functions.first?.path else { return }
        let module = editor.module
        if let future = module.imports.first(where: { $0.module == "__future__" && $0.name == "annotations" }) {
            throw .rateLimit(
                "future", "annotations are texts here, which a decorated route cannot resolve",
                at: FilePlace(path, line: future.line))
        }
        let known = module.imports.first { $0.name == "limited" }
        if known == nil {
            if module.defines("limited") {
                throw .rateLimit("name-taken", "the name `limited` is taken", at: FilePlace(path))
            }
            editor.addImport(style(for: path).line("limited", from: file.path))
        }
        var needsRequest = false
        for routed in functions {
            guard let last = routed.routeDecorators.last, !module.isMethod(routed.function) else {
                throw .rateLimit("method", "a route is a method", at: FilePlace(path, line: routed.function.line))
            }
            editor.add(["@limited"], at: module.text.anchor(afterLineOf: last.range.upperBound - 1))
            if try addRequest(to: routed, in: module, &editor) { needsRequest = true }
        }
        if needsRequest { importRequest(in: module, &editor) }
    }

    /// Gives a function the parameter that slowapi reads; false where it has it.
    private func addRequest(
        to routed: PythonRoutedFunction, in module: PythonModule, _ editor: inout PythonModuleEditor
    ) throws(Diagnostic) -> Bool {
        let function = routed.function
        let place = FilePlace(routed.path, line: function.line)
        for parameter in function.parameters {
            let text = module.text.string(in: parameter.range)
            let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            let rest = text.dropFirst(name.count).split { $0 == ":" || $0.isWhitespace }.first ?? ""
            let isRequest = rest == "Request" || rest.hasSuffix(".Request")
            if name == "request", isRequest { return false }
            if name == "request" || isRequest {
                throw .rateLimit(
                    "request", "the parameter `\(name)` stands in the way of `request: Request`", at: place)
            }
        }
        guard let first = function.parameters.first else {
            editor.insert("request: Request", at: function.parametersRange.lowerBound)
            return true
        }
        let start = first.range.lowerBound
        let isOwnLine = module.text.line(of: start) > function.line
        let isOneEach =
            function.parameters.count == 1
            || module.text.line(of: function.parameters[1].range.lowerBound) > module.text.line(of: start)
        if isOwnLine, isOneEach {
            editor.add(["request: Request,"], at: module.text.anchor(beforeLineOf: start))
        } else {
            editor.insert("request: Request, ", at: start)
        }
        return true
    }

    /// Adds `Request` to the names that the file has from FastAPI already.
    private func importRequest(in module: PythonModule, _ editor: inout PythonModuleEditor) {
        if module.imports("Request", from: "fastapi") || module.imports("Request", from: "starlette") { return }
        let item = module.imports.last { $0.module == "fastapi" && $0.level == 0 && $0.name != nil && $0.name != "*" }
        guard let item, module.statements.indices.contains(item.statement) else {
            editor.addImport("from fastapi import Request")
            return
        }
        let tokens = module.statements[item.statement].tokens
        guard let last = tokens.last(where: { module.tokens.isName($0) }), let end = module.tokens.token(last)?.end
        else {
            return
        }
        let isOwnLine = module.tokens.startsLine(last)
        let space = isOwnLine ? module.text.lineBreak.rawValue + module.text.indentation(at: end) : " "
        editor.insert(",\(space)Request", at: end)
    }
}

extension Diagnostic {
    /// Why a rate limit cannot be written in one way.
    static func rateLimit(_ code: String, _ message: String, at place: FilePlace) -> Diagnostic {
        .error("rate-limit/" + code, message, at: place, remedy: "add the rate limit by hand")
    }
}
