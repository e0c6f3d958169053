import Topology
import Workspace

/// The application object of an Express package and where something can be registered on it.
struct ExpressApplication: Sendable {
    /// The file that makes it.
    let file: String
    /// The file, read.
    let module: JavaScriptModule
    /// The object.
    let receiver: NodeReceiver
    private let project: NodeProject

    /// The application that the package's entries reach first.
    ///
    /// - Throws: `health/no-application` where no file makes one that has a name.
    init(_ project: NodeProject, _ routes: NodeRoutes) throws(Diagnostic) {
        self.project = project
        let named = routes.applications.filter { !$0.name.hasSuffix("()") }
        var order: [String] = []
        for entry in project.entries {
            order += project.reachable(from: entry, depth: NodeRecognition.maximumImports)
        }
        let reached = order.lazy.compactMap { file in named.first { $0.file == file } }.first
        guard let receiver = reached ?? named.first, let module = project.module(receiver.file) else {
            throw .noApplication(in: project.contents.path)
        }
        self.receiver = receiver
        self.module = module
        file = receiver.file
    }

    /// The call that makes it.
    private var creation: CallSite? { receiver.call.map { module.calls[$0] } }

    /// The function that makes it; nil at the top of the file.
    var function: Int? { creation.flatMap { module.function(ofToken: $0.opener) } }

    /// The form in which a file beside it is written.
    var form: NodeHealthFile.Form {
        if ["ts", "mts", "cts", "tsx"].contains(ending) { return .typeScript }
        if ending == "mjs" { return .module }
        if ending == "cjs" { return .commonJS }
        return (module.isModuleSyntax ?? false) ? .module : .commonJS
    }

    /// The ending of a file beside it.
    var ending: String {
        let name = RelativePath.baseName(of: file)
        guard let dot = name.lastIndex(of: ".") else { return "js" }
        let ending = String(name[name.index(after: dot)...])
        return ending == "tsx" ? "ts" : ending == "jsx" ? "js" : ending
    }

    /// The ending that an import of a file has: that of the file's own relative imports; without any, none where a
    /// compiler or CommonJS finds the file without it.
    func importEnding(of path: String) -> String {
        let name = RelativePath.baseName(of: path)
        guard let dot = name.lastIndex(of: ".") else { return "" }
        let written = String(name[name.index(after: dot)...])
        let relative = module.imports.map(\.module).filter { $0.hasPrefix(".") && !$0.hasSuffix("/") }
        let endings = relative.map { specifier -> String? in
            let last = RelativePath.baseName(of: specifier)
            return NodeProject.endings.first { last.hasSuffix("." + $0) }
        }
        let emitted: [String: String] = ["ts": "js", "tsx": "js", "mts": "mjs", "cts": "cjs"]
        if let known = endings.first(where: { _ in true }) {
            guard let known else { return "" }
            return "." + (known.hasSuffix("ts") || known == "tsx" ? written : emitted[written] ?? written)
        }
        switch form {
        case .module: return "." + written
        case .commonJS: return written == "js" ? "" : "." + written
        case .typeScript: return isNodeResolution ? "." + (emitted[written] ?? written) : ""
        }
    }

    /// Whether TypeScript resolves as Node.js does, which wants endings in ECMAScript modules
    /// (typescriptlang.org, "Modules - Theory").
    private var isNodeResolution: Bool {
        guard let bytes = project.contents.contents("tsconfig.json"),
            let root = try? JSONParser.parse(bytes, path: "tsconfig.json", dialect: .withComments).root,
            let kind = root[path: "compilerOptions", "module"]?.string?.lowercased()
        else { return false }
        return kind.hasPrefix("node")
    }

    /// The specifier by which a file of the repository is loaded here.
    func specifier(for target: String) -> String {
        if !RelativePath.isInside(target, project.contents.path) || target.contains("node_modules/") {
            for source in project.sources {
                for load in project.module(source)?.imports ?? [] where !load.module.hasPrefix(".") {
                    if project.resolve(load.module, from: source) == target { return load.module }
                }
            }
        }
        let ending = importEnding(of: target)
        var stem = target.lastIndex(of: ".").map { String(target[..<$0]) } ?? target
        if ending.isEmpty, stem.hasSuffix("/index") { stem.removeLast("/index".count) }
        let here = RelativePath.folder(of: file).split(separator: "/").filter { $0 != "." }
        let there = stem.split(separator: "/")
        let common = zip(here, there.dropLast()).prefix { $0 == $1 }.count
        let ups = Array(repeating: "..", count: here.count - common)
        let rest = there.dropFirst(common).map(String.init)
        return (ups.isEmpty ? ["."] : ups).joined(separator: "/") + "/" + rest.joined(separator: "/") + ending
    }

    // MARK: - Where to register

    /// Where a registration goes: after the statement that makes the application, its settings, and the access log if
    /// that comes next; before anything that could answer or refuse a request.
    ///
    /// - Throws: `health/no-anchor` where that statement shares its line with others.
    func anchor() throws(Diagnostic) -> SourceAnchor {
        guard let creation, let index = module.statements.index(ofToken: creation.opener) else {
            throw .noAnchor(receiver.name, in: file)
        }
        let statements = module.statements.statements
        var last = statements[index]
        if receiver.name.hasPrefix("this."), !module.tokens.isName(last.tokens.lowerBound, "this") {
            guard
                let use = module.calls.first(where: { $0.receiver == receiver.name }),
                let statement = module.statement(of: use)
            else { throw .noAnchor(receiver.name, in: file) }
            return module.anchor(before: statement)
        }
        var hasLog = false
        var candidate = last
        for statement in statements[(index + 1)...]
        where statement.block == last.block && statement.parent == last.parent {
            guard let kind = kind(of: statement), module.standsAlone(statement) else { break }
            candidate = statement
            if kind == .log {
                hasLog = true
                last = candidate
            }
        }
        if !hasLog { last = statements[index] }
        guard module.standsAlone(last) else { throw .noAnchor(receiver.name, in: file) }
        return module.anchor(after: last)
    }

    private enum StatementKind { case setting, log }

    private func kind(of statement: SourceStatement) -> StatementKind? {
        guard
            let site = module.calls.first(where: { $0.tokens.lowerBound == statement.tokens.lowerBound }),
            site.receiver == receiver.name
        else { return nil }
        if ["set", "disable", "enable"].contains(site.method) { return .setting }
        guard site.method == "use", site.arguments.count == 1, let argument = site.arguments.first else { return nil }
        let first = module.tokens.spelling(argument.tokens.lowerBound).lowercased()
        let words: [String] = ["log", "morgan", "pino", "winston", "requestid"]
        return words.contains { first.contains($0) } ? .log : nil
    }

    /// The first of some names that the file does not use.
    func freeName(_ names: [String]) -> String {
        let used = Set(
            module.tokens.tokens.indices.filter { module.tokens.isName($0) }.map { module.tokens.spelling($0) })
        return names.first { !used.contains($0) } ?? (names.last ?? "health") + "Endpoint"
    }
}

extension Diagnostic {
    fileprivate static func noApplication(in path: String) -> Diagnostic {
        .error(
            "health/no-application", "no variable of `\(path)` holds an Express application",
            remedy: "keep the result of `express()` in a variable")
    }

    fileprivate static func noAnchor(_ name: String, in file: String) -> Diagnostic {
        .error(
            "health/no-anchor", "there is no line after which something can be registered on `\(name)`",
            at: FilePlace(file), remedy: "put the statement that makes `\(name)` on a line of its own")
    }
}
