import Topology
import Workspace

/// Makes the edits that give an Express package its health endpoint.
struct ExpressHealthPlan: Sendable {
    /// Ask through the connections that the code holds.
    static let existing = Approach("existing-connection", "asks through the connections that the code holds")
    /// Open a connection for the endpoint alone.
    static let own = Approach("own-connection", "opens a connection of its own with the package's driver")

    private let request: HealthRequest
    private let project: NodeProject
    private let routes: NodeRoutes
    private let application: ExpressApplication
    private let connections: NodeConnections

    /// Reads the package.
    ///
    /// - Throws: `health/no-application`.
    init(_ request: HealthRequest) throws(Diagnostic) {
        self.request = request
        project = NodeProject(request.unit.contents)
        routes = NodeRoutes(project, ExpressFramework.grammar)
        application = try ExpressApplication(project, routes)
        connections = NodeConnections(project)
    }

    /// What asks one component, and what the files need for it.
    private struct Source {
        var part: NodeHealthFile.Part
        var imports: [NodeHealthFile.Import] = []
        var preparation: [String] = []
        /// The property that the application passes, such as `database: async () => pool.query("SELECT 1")`.
        var passed: String?
        /// A connection that nobody listens to for errors and that only its own file knows.
        var deaf: NodeConnection?
        var file: String
    }

    /// The edits.
    ///
    /// - Throws: `health/...` where the approach does not fit the code.
    func edits() throws(Diagnostic) -> HealthEdits {
        let (path, livePath) = try paths()
        var sources: [Source] = []
        var taken: Set<String> = []
        for component in request.components {
            sources.append(try source(for: component, taken: &taken))
        }
        let file = self.file
        var content = NodeHealthFile(
            form: application.form, style: application.module.style,
            lineBreak: application.module.text.lineBreak.rawValue, path: path, livePath: livePath,
            parts: sources.map(\.part), imports: [], preparation: sources.flatMap(\.preparation),
            sources: sources.map { RelativePath.relative($0.file, to: request.unit.path) }.removingRepetition())
        content.imports = sources.flatMap(\.imports).removingRepetition()
        var changes: [FileChange] = []
        let text = Array(content.text.utf8)
        let why = "health endpoint \(path)"
        if let old = project.contents.files.contents(file) {
            let change = FileChange.edit(file, original: old, new: text, why: why)
            if !change.isEmpty { changes.append(change) }
        } else {
            changes.append(.create(file, text, why: why))
        }
        changes += try registration(of: file, passing: sources.compactMap(\.passed), deaf: sources.compactMap(\.deaf))
        return HealthEdits(changes: changes, path: path, file: file)
    }

    // MARK: - Which path, which file

    /// The path of the endpoint and that of the liveness answer; an endpoint of a person gets `/ready` beside it.
    private func paths() throws(Diagnostic) -> (path: String, livePath: String?) {
        guard let route = request.existing.route else { return ("/health", "/health/live") }
        if isOurs(route.place.path) {
            let parent = route.path.hasSuffix("/ready") ? String(route.path.dropLast("/ready".count)) : nil
            let isBeside = routes.routes.contains { $0.path == parent && !isOurs($0.file) }
            return (route.path, isBeside ? nil : NodeRoutes.join(route.path, "live"))
        }
        guard !request.isRepair else { throw .notOurs(route) }
        let path = NodeRoutes.join(route.path, "ready")
        guard path.utf8.allSatisfy(Self.isPlain) else { throw .notOurs(route) }
        if routes.routes.contains(where: { $0.path == path && !isOurs($0.file) }) { throw .taken(path, route) }
        return (path, nil)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        ByteTest.isLetter(byte) || ByteTest.isDigit(byte) || "/_-.~".utf8.contains(byte)
    }

    /// `health.js` beside the application, or `health-infra.js` where a person has that name.
    private var file: String {
        let folder = RelativePath.folder(of: application.file)
        func path(_ stem: String) -> String { folder == "." ? stem : folder + "/" + stem }
        let wanted = path("health") + "." + application.ending
        if isOurs(wanted) || project.existing(path("health")) == nil { return wanted }
        return path("health-infra") + "." + application.ending
    }

    /// Whether a file is one that this program made.
    private func isOurs(_ path: String) -> Bool {
        guard let bytes = project.contents.files.contents(path) else { return false }
        return String(decoding: bytes.prefix(200), as: UTF8.self).contains(NodeHealthFile.mark)
    }

    // MARK: - What is asked

    private func source(for component: HealthComponent, taken: inout Set<String>) throws(Diagnostic) -> Source {
        if request.approach.id == Self.own.id, let own = ownSource(component) { return own }
        for connection in connections.connections(to: component.engine) where isUsable(connection) {
            guard taken.insert("\(connection.file)#\(connection.name)").inserted else { continue }
            return source(component, through: connection)
        }
        throw request.approach.id == Self.own.id ? .noDriver(component) : .noConnection(component)
    }

    /// Whether the endpoint can reach a connection: it is exported at the top of a file that does not load the
    /// application itself, or stands where the application is made.
    private func isUsable(_ connection: NodeConnection) -> Bool {
        if connection.file == application.file {
            return connection.function == nil || connection.function == application.function
        }
        if connection.name.contains(".locals.") { return true }
        guard connection.exported != nil, connection.function == nil else { return false }
        return !project.reachable(from: connection.file, depth: 6).contains(application.file)
    }

    private func source(_ component: HealthComponent, through connection: NodeConnection) -> Source {
        if connection.file == application.file || connection.name.contains(".locals.") {
            return passedSource(component, through: connection)
        }
        let exported = connection.exported ?? "default"
        var local = exported == "default" ? connection.name : exported
        if local.contains(".") || ["health", "parts", "default"].contains(local) {
            local = component.isRequired ? "database" : "cache"
        }
        var source = Source(
            part: NodeHealthFile.Part(component: component, ask: connection.ask(local)), file: connection.file)
        let module = connection.driver.id == "mongoose" ? "mongoose" : application.specifier(for: connection.file)
        source.imports = [NodeHealthFile.Import(module: module, imported: exported, local: local)]
        if let further = connection.driver.askImport, connection.askFunction == nil {
            source.imports.append(
                NodeHealthFile.Import(module: further.module, imported: further.name, local: further.name))
        }
        guard !connection.hasErrorListener else { return source }
        if connection.askFunction == nil {
            source.preparation = Self.listener(local, component.key)
        } else {
            source.deaf = connection
        }
        return source
    }

    private func passedSource(_ component: HealthComponent, through connection: NodeConnection) -> Source {
        var name = connection.name
        if let locals = name.firstRange(of: ".locals.") {
            name = application.receiver.name + name[locals.lowerBound...]
        }
        var source = Source(part: NodeHealthFile.Part(component: component, ask: nil), file: connection.file)
        let isIdentifier = component.key.utf8.allSatisfy { ByteTest.isLetter($0) || ByteTest.isDigit($0) }
        let key = isIdentifier ? component.key : "\"\(component.key)\""
        source.passed = "\(key): async () => \(connection.ask(name))"
        if !connection.hasErrorListener { source.deaf = connection }
        return source
    }

    /// Without a listener, an `error` event of an idle connection ends the process (node-postgres.com, "pg.Pool";
    /// github.com/redis/node-redis, "Events").
    private static func listener(_ name: String, _ key: String) -> [String] {
        [
            "// Without a listener, a connection that breaks while it is idle would end the process.",
            "\(name).on(\"error\", (error) => console.error(\"\(key):\", error.message));",
        ]
    }

    private func ownSource(_ component: HealthComponent) -> Source? {
        for driver in NodeDriver.all where driver.serves(component.engine) {
            guard let own = driver.own, project.depends(on: Self.packageName(own.maker.module)) else { continue }
            guard let variable = variable(for: component) else { return nil }
            let form = application.form
            let isDefault = form == .module && own.maker.name == "default" || own.named == nil
            let imported = isDefault ? "default" : own.named ?? "default"
            let local = isDefault ? Self.identifier(driver.id) : imported
            let maker = isDefault && own.named != nil ? "\(local).\(own.named ?? "")" : local
            let name = component.isRequired ? "database" : "cache"
            let url = "process.env.\(variable)" + (form == .typeScript ? " ?? \"\"" : "")
            let made = own.expression.replacing("{url}", with: url).replacing("{}", with: maker)
            var source = Source(
                part: NodeHealthFile.Part(
                    component: component, ask: driver.ask.replacing("{}", with: name)), file: application.file)
            source.imports = [NodeHealthFile.Import(module: own.maker.module, imported: imported, local: local)]
            source.preparation = ["const \(name) = \(made);"]
            if driver.emitsErrors { source.preparation += Self.listener(name, component.key) }
            if let open = own.open { source.preparation.append(open.replacing("{}", with: name) + ";") }
            return source
        }
        return nil
    }

    /// The variable that the code reads for a component's address.
    private func variable(for component: HealthComponent) -> String? {
        let names = Catalogue.standard.datastore(component.engine)?.environmentNames ?? []
        let read = Set(NodeEnvironment.reads(in: project).map(\.name))
        return names.first { read.contains($0) }
    }

    private static func packageName(_ module: String) -> String {
        let parts = module.split(separator: "/")
        return parts.prefix(module.hasPrefix("@") ? 2 : 1).joined(separator: "/")
    }

    private static func identifier(_ id: String) -> String {
        id.split { !$0.isLetter && !$0.isNumber }.first.map(String.init) ?? "driver"
    }

    // MARK: - The application

    /// One import and one registration in the application's file, where they are not there yet; listeners for errors
    /// where a connection is made that no other file knows.
    private func registration(
        of file: String, passing passed: [String], deaf: [NodeConnection]
    ) throws(Diagnostic) -> [FileChange] {
        let module = application.module
        let style = module.style
        var edits: [String: [TextEdit]] = [:]
        let load = module.imports.first { project.resolve($0.module, from: application.file) == file }
        let local = load?.local("health") ?? application.freeName(["health", "healthRouter", "healthEndpoint"])
        if load == nil {
            edits[application.file, default: []].append(
                module.text.insertion(of: [importLine(of: file, as: local, style)], at: module.importAnchor))
        }
        let isRegistered = module.calls.contains { site in
            site.method == "use" && site.receiver == application.receiver.name
                && site.tokens.contains { module.tokens.isName($0, local) }
        }
        if load == nil || !isRegistered {
            let quoted = passed.map { $0.replacing("\"", with: style.quote) }.joined(separator: ", ")
            let value = passed.isEmpty ? local : "\(local)({ \(quoted) })"
            edits[application.file, default: []].append(
                module.text.insertion(
                    of: ["\(application.receiver.name).use(\(value))\(style.semicolon)"], at: try application.anchor()))
        }
        for connection in deaf { try listen(to: connection, &edits) }
        var changes: [FileChange] = []
        for (path, list) in edits.sorted(by: { $0.key < $1.key }) {
            guard let original = project.contents.files.contents(path) else { continue }
            let why = path == application.file ? "health endpoint registered" : "errors of idle connections are logged"
            changes.append(try .edit(path, original: original, edits: list, why: why))
        }
        return changes
    }

    private func importLine(of file: String, as local: String, _ style: JavaScriptStyle) -> String {
        let specifier = style.literal(application.specifier(for: file))
        if application.form == .commonJS || application.module.isModuleSyntax == false {
            let names = local == "health" ? "health" : "health: \(local)"
            return "const { \(names) } = require(\(specifier))\(style.semicolon)"
        }
        let names = local == "health" ? "health" : "health as \(local)"
        return "import { \(names) } from \(specifier)\(style.semicolon)"
    }

    private func listen(to connection: NodeConnection, _ edits: inout [String: [TextEdit]]) throws(Diagnostic) {
        guard let module = project.module(connection.file),
            let declaration = module.declarations.first(where: {
                $0.name == connection.name && $0.line == connection.place.line
            })
        else { return }
        let statement = module.statements.statements[declaration.statement]
        guard module.standsAlone(statement) else { return }
        let style = module.style
        let lines = Self.listener(connection.name, connection.driver.id).map { line in
            line.hasPrefix("//") ? line : String(line.dropLast()).replacing("\"", with: style.quote) + style.semicolon
        }
        edits[connection.file, default: []].append(
            module.text.insertion(of: lines, at: module.anchor(after: statement)))
    }
}
