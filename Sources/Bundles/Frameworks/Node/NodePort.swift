import Topology
import Workspace

/// The port that a package of Node.js listens on, and the variable that sets it.
struct NodePort: Sendable {
    /// The variable that holds the port, such as `PORT`; nil where the code reads none.
    private(set) var variable: String?
    /// The port by default, with its line; nil where the code has no literal.
    private(set) var literal: (port: Int, place: FilePlace)?

    /// Methods whose first argument, or whose `port`, is what a server listens on.
    private static let listeners: Set<String> = ["listen", "serve"]

    private let project: NodeProject

    /// Looks through the modules that the package's entries reach.
    init(_ project: NodeProject) {
        self.project = project
        var files: [String] = []
        for entry in project.entries {
            files += project.reachable(from: entry, depth: 3).filter { !files.contains($0) }
        }
        for file in files {
            guard let module = project.module(file) else { continue }
            for site in module.calls where Self.listeners.contains(site.method) || site.callee == "app.set" {
                read(site, in: module, file: file)
            }
        }
        if variable == nil { readByName(files, project) }
    }

    private mutating func read(_ site: CallSite, in module: JavaScriptModule, file: String) {
        let isSetting = site.method == "set"
        if isSetting, site.firstString != "port" { return }
        guard let value = isSetting ? site.arguments.dropFirst().first : site.arguments.first else { return }
        var tokens = value.tokens
        if module.tokens.isSymbol(tokens.lowerBound, "{") {
            guard let member = Self.member("port", of: tokens.lowerBound, in: module) else { return }
            tokens = member
        }
        read(tokens, in: module, file: file, depth: 0)
    }

    /// Reads an expression: a number, a variable of the environment with a default, or a name that holds either.
    private mutating func read(_ value: Range<Int>, in module: JavaScriptModule, file: String, depth: Int) {
        let bytes = module.tokens.range(value)
        for read in module.environmentReads where bytes.contains(read.range.lowerBound) {
            if variable == nil { variable = read.name }
        }
        for token in value.lowerBound..<min(value.upperBound, value.lowerBound + 24) {
            let text = module.tokens.stringValue(token) ?? module.tokens.spelling(token)
            let isLiteral = module.tokens.kind(token) == .number || module.tokens.kind(token) == .string
            if isLiteral, literal == nil, let port = Int(text), (1...65535).contains(port) {
                literal = (port, FilePlace(file, line: module.tokens.line(token)))
            }
        }
        guard depth < 2 else { return }
        for token in value where module.tokens.isName(token) && !module.tokens.isSymbol(token - 1, ".") {
            let name = module.tokens.spelling(token)
            for declaration in module.declarations where declaration.name == name {
                read(declaration.value, in: module, file: file, depth: depth + 1)
            }
            readImported(name, in: module, file: file, depth: depth)
        }
    }

    /// A name that another file of the repository exports: a constant such as `DEFAULT_PORT`.
    private mutating func readImported(_ name: String, in module: JavaScriptModule, file: String, depth: Int) {
        for load in module.imports {
            guard let binding = load.bindings.first(where: { $0.local == name }),
                let target = project.resolve(load.module, from: file)
            else { continue }
            let reexported = (project.module(target)?.imports ?? []).filter { $0.form == .reexport }
                .compactMap { project.resolve($0.module, from: target) }
            for source in [target] + reexported {
                guard let exporting = project.module(source) else { continue }
                for declaration in exporting.declarations where declaration.name == binding.imported {
                    read(declaration.value, in: exporting, file: source, depth: depth + 1)
                }
            }
        }
    }

    /// `config.port` and `env.PORT`: a variable whose name says that it is the server's port, in any module.
    private mutating func readByName(_ files: [String], _ project: NodeProject) {
        let reads = NodeEnvironment.reads(in: project, files: files)
        let names: [String] = ["PORT", "APP_PORT", "SERVER_PORT", "HTTP_PORT", "API_PORT", "LISTEN_PORT", "NODE_PORT"]
        guard let read = names.lazy.compactMap({ name in reads.first { $0.name == name } }).first else { return }
        variable = read.name
        if literal == nil, let port = read.defaultValue.flatMap({ Int($0) }), (1...65535).contains(port) {
            literal = (port, read.place)
        }
    }

    private static func member(_ name: String, of brace: Int, in module: JavaScriptModule) -> Range<Int>? {
        for part in module.tokens.elements(of: brace) where module.tokens.isName(part.lowerBound, name) {
            return part.count > 2 ? part.lowerBound + 2..<part.upperBound : part
        }
        return nil
    }
}
