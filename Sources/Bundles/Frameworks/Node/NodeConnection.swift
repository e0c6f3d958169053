import Topology
import Workspace

/// An object of the code that holds a connection to a database or cache.
struct NodeConnection: Sendable {
    /// What made it.
    var driver: NodeDriver
    /// The file that makes it.
    var file: String
    /// Its name or path there, such as `pool` or `app.locals.cache`.
    var name: String
    /// The name under which the file exports it: `default` for the module itself; nil where it does not.
    var exported: String?
    /// The function that makes it, an index of `JavaScriptModule.functions`; nil at the top of the file.
    var function: Int?
    /// What asks the server, where the file exports a function for that rather than the connection: `query`.
    var askFunction: String?
    /// Where it is made.
    var place: FilePlace
    /// Whether somebody listens to its `error` events.
    var hasErrorListener: Bool

    /// The expression that asks the server through an expression for the connection.
    func ask(_ connection: String) -> String {
        askFunction == nil ? driver.ask.replacing("{}", with: connection) : connection + "(\"SELECT 1\")"
    }
}

/// Finds the connections of a package and of the packages of the repository that it loads.
struct NodeConnections: Sendable {
    /// All of them, by file and line; exported ones first.
    let all: [NodeConnection]

    /// Looks through the sources and what they load from other packages of the repository.
    init(_ project: NodeProject) {
        var files = project.sources
        for source in project.sources {
            for load in project.module(source)?.imports ?? [] where !load.module.hasPrefix(".") && !load.isTypeOnly {
                guard let target = project.resolve(load.module, from: source), !files.contains(target),
                    !RelativePath.isInside(target, project.contents.path) || project.contents.path == "."
                else { continue }
                files.append(target)
            }
        }
        let found = files.flatMap { Self.connections(in: $0, project) }
        all = found.filter { $0.exported != nil } + found.filter { $0.exported == nil }
    }

    /// The best connection to an engine: exported before local, a pool before what stands on it.
    func connection(to engine: String) -> NodeConnection? { connections(to: engine).first }

    /// All connections to an engine, the best first.
    func connections(to engine: String) -> [NodeConnection] {
        let serving = all.filter { $0.driver.serves(engine) }
        return NodeDriver.all.flatMap { driver in serving.filter { $0.driver.id == driver.id } }
            .sorted { ($0.exported == nil ? 1 : 0) < ($1.exported == nil ? 1 : 0) }
    }

    private static func connections(in file: String, _ project: NodeProject) -> [NodeConnection] {
        guard let module = project.module(file) else { return [] }
        var found: [NodeConnection] = []
        for driver in NodeDriver.all {
            let names = makers(of: driver, in: module)
            guard !names.isEmpty else { continue }
            for declaration in module.declarations where makes(names, declaration, in: module) {
                guard !found.contains(where: { $0.name == declaration.name && $0.place.line == declaration.line })
                else { continue }
                found.append(connection(declaration, by: driver, in: module, file))
            }
        }
        return found + anonymous(in: file, module) + mongoose(in: file, module)
    }

    /// The names under which a file knows what makes connections, `prisma` clients also by their generated folder.
    private static func makers(of driver: NodeDriver, in module: JavaScriptModule) -> Set<String> {
        var names = NodeRoutes.callees(of: driver.makers, in: module)
        // A module may be imported whole or by name, whatever it offers itself.
        for maker in driver.makers where maker.name == "default" {
            names.formUnion(module.locals(of: "*", from: maker.module))
        }
        if driver.id == "prisma" {
            for load in module.imports where load.module.contains("prisma") || load.module.contains("generated") {
                if let local = load.local("PrismaClient") { names.insert(local) }
            }
        }
        return names
    }

    /// Whether the value of a variable is a new connection: directly, behind `??` or `||`, or by a function of the
    /// file that makes one.
    private static func makes(
        _ names: Set<String>, _ declaration: JavaScriptDeclaration, in module: JavaScriptModule
    ) -> Bool {
        guard declaration.value.count > 1, !module.tokens.isSymbol(declaration.value.lowerBound, "{"),
            !isFunction(declaration, in: module)
        else { return false }
        let starts = startsOfValue(declaration.value, module.tokens)
        for site in module.calls
        where declaration.value.contains(site.opener) && starts.contains(site.tokens.lowerBound) {
            if names.contains(site.callee) { return true }
            if !site.callee.contains("."), makesInside(site.callee, names, module) { return true }
        }
        return false
    }

    private static func startsOfValue(_ value: Range<Int>, _ tokens: SourceTokens) -> Set<Int> {
        var starts: Set<Int> = []
        for index in value
        where index == value.lowerBound || tokens.isSymbol(index - 1, "??") || tokens.isSymbol(index - 1, "||")
            || tokens.isSymbol(index - 1, ":") || tokens.isSymbol(index - 1, "??=")
        {
            var first = index
            while tokens.isName(first, "new") || tokens.isName(first, "await") || tokens.isSymbol(first, "(") {
                first += 1
            }
            starts.insert(first)
        }
        return starts
    }

    private static func isFunction(_ declaration: JavaScriptDeclaration, in module: JavaScriptModule) -> Bool {
        let value = declaration.value
        if module.tokens.isName(value.lowerBound, "function") || module.tokens.isName(value.lowerBound, "async") {
            return true
        }
        return module.tokens.firstIndex(ofSymbol: "=>", in: value) != nil
    }

    /// Whether a function of the file, with or without a block, makes a connection.
    private static func makesInside(_ name: String, _ names: Set<String>, _ module: JavaScriptModule) -> Bool {
        var bodies = module.functions.filter { $0.name == name }.map(\.body)
        bodies += module.declarations.filter { $0.name == name && isFunction($0, in: module) }.map(\.value)
        return module.calls.contains { site in
            names.contains(site.callee) && bodies.contains { $0.contains(site.opener) }
        }
    }

    private static func connection(
        _ declaration: JavaScriptDeclaration, by driver: NodeDriver, in module: JavaScriptModule, _ file: String
    ) -> NodeConnection {
        var exported = module.exports.first { $0.local == declaration.name }?.name
        if exported == nil, declaration.name == "module.exports" { exported = "default" }
        if exported == nil, declaration.name.hasPrefix("exports.") || declaration.name.hasPrefix("module.exports.") {
            exported = declaration.name.split(separator: ".").last.map(String.init)
        }
        let hasQuery =
            exported == nil && driver.ask == "{}.query(\"SELECT 1\")" && declaration.function == nil
            && module.exports.contains { $0.name == "query" }
        let listens = module.calls.contains {
            ($0.callee == declaration.name + ".on" || $0.callee == declaration.name + ".addListener")
                && $0.firstString == "error"
        }
        return NodeConnection(
            driver: driver, file: file, name: declaration.name, exported: hasQuery ? "query" : exported,
            function: declaration.function, askFunction: hasQuery ? "query" : nil,
            place: FilePlace(file, line: declaration.line), hasErrorListener: listens || !driver.emitsErrors)
    }

    /// `export default new Pool()`, which has no name in its own file.
    private static func anonymous(in file: String, _ module: JavaScriptModule) -> [NodeConnection] {
        for export in module.exports where export.name == "default" && export.local == nil {
            var first = module.statements.statements[export.statement].tokens.lowerBound + 2
            while module.tokens.isName(first, "new") || module.tokens.isName(first, "await") { first += 1 }
            for driver in NodeDriver.all {
                let names = makers(of: driver, in: module)
                guard
                    let site = module.calls.first(where: { $0.tokens.lowerBound == first && names.contains($0.callee) })
                else { continue }
                return [
                    NodeConnection(
                        driver: driver, file: file, name: "default", exported: "default", function: nil,
                        askFunction: nil, place: FilePlace(file, line: site.line),
                        hasErrorListener: !driver.emitsErrors)
                ]
            }
        }
        return []
    }

    /// Mongoose keeps its connection itself (mongoosejs.com/docs/connections.html), so that the package is enough.
    private static func mongoose(in file: String, _ module: JavaScriptModule) -> [NodeConnection] {
        let names = module.locals(of: "default", from: "mongoose")
        let connects = module.locals(of: "connect", from: "mongoose")
        guard
            let site = module.calls.first(where: { site in
                names.contains { site.callee == $0 + ".connect" } || connects.contains(site.callee)
            })
        else { return [] }
        let driver = NodeDriver(
            id: "mongoose", engines: ["mongodb"], makers: [NodeExport("mongoose")],
            ask: "{}.connection.db.admin().ping()")
        return [
            NodeConnection(
                driver: driver, file: file, name: "mongoose", exported: "default", function: nil, askFunction: nil,
                place: FilePlace(file, line: site.line), hasErrorListener: true)
        ]
    }
}
