import Workspace

/// What the host of a .NET Aspire solution says about which project uses which resource (learn.microsoft.com, "Aspire
/// orchestration overview"): the only declared answer that .NET has.
struct AspireHost: Sendable {
    /// Files and packages.
    let view: RepositoryView
    /// Finds datastores.
    let index: StoreIndex

    /// A resource of the host.
    private struct Resource {
        var engine: Int
        /// Its server's name.
        var server: String
        /// The database on it, if one is meant.
        var database: String?
    }

    /// Every reference of a project to a datastore.
    func uses() -> [StoreUse] {
        view.packages.flatMap { package -> [StoreUse] in
            guard !SourceRole.isAside(package.path + "/package") else { return [] }
            let paths = view.manifests.dotNetProjectPathsByFolder[package.path] ?? []
            guard paths.contains(where: isHost) else { return [] }
            return package.own.ending(in: [".cs"]).flatMap { path -> [StoreUse] in
                guard let bytes = view.files.contents(path), bytes.holds(Array("AddProject".utf8)) else { return [] }
                return uses(in: SourceTokens(bytes, .cSharp), path)
            }
        }
    }

    private func isHost(_ path: String) -> Bool {
        guard let project = view.manifests.dotNetProject(at: path) else { return false }
        return project.sdk?.contains("Aspire.AppHost") == true
            || project.packages.contains { $0.include.hasPrefix("Aspire.Hosting") }
    }

    private func uses(in tokens: SourceTokens, _ path: String) -> [StoreUse] {
        let resources = resources(in: tokens)
        return statements(of: "AddProject", in: tokens).flatMap { statement -> [StoreUse] in
            guard let package = project(after: statement.lowerBound, in: tokens) else { return [] }
            return statement.compactMap { position -> StoreUse? in
                guard tokens.isName(position, "WithReference"), tokens.isSymbol(position + 1, "("),
                    let resource = resources[tokens.spelling(position + 2)]
                else { return nil }
                let name = resource.database ?? resource.server
                return StoreUse(
                    package: package, engines: [resource.engine],
                    evidence: Evidence("reference", name, at: FilePlace(path, line: tokens.line(position))),
                    address: StoreAddress(scheme: "aspire", host: resource.server, database: resource.database))
            }
        }
    }

    /// Variables that hold a resource: `var cache = builder.AddRedis("cache")`, `var db = server.AddDatabase("db")`.
    private func resources(in tokens: SourceTokens) -> [String: Resource] {
        var found: [String: Resource] = [:]
        for position in tokens.tokens.indices where tokens.isName(position) && tokens.isSymbol(position + 1, "(") {
            let method = tokens.spelling(position)
            guard method.hasPrefix("Add"), let name = tokens.stringValue(position + 2),
                let variable = variable(before: position, in: tokens)
            else { continue }
            if method == "AddDatabase", tokens.isSymbol(position - 1, "."),
                let server = found[tokens.spelling(position - 2)]
            {
                found[variable] = Resource(engine: server.engine, server: server.server, database: name)
            } else if let engine = index.engines(ofCall: method).min() {
                found[variable] = Resource(engine: engine, server: name.lowercased(), database: nil)
            }
        }
        return found
    }

    /// The name that a statement assigns to.
    private func variable(before position: Int, in tokens: SourceTokens) -> String? {
        var current = position
        while current > 0, !tokens.isSymbol(current, ";"), !tokens.isSymbol(current, "{") {
            if tokens.isSymbol(current, "="), tokens.isName(current - 1) { return tokens.spelling(current - 1) }
            current -= 1
        }
        return nil
    }

    /// Statements from a method's name to the semicolon.
    private func statements(of method: String, in tokens: SourceTokens) -> [Range<Int>] {
        tokens.tokens.indices.filter { tokens.isName($0, method) }.map { start in
            let end = (start..<tokens.count).first { tokens.isSymbol($0, ";") } ?? tokens.count
            return start..<end
        }
    }

    /// The package of `AddProject<Projects.Basket_API>`: the generated name has `_` for what a name may not hold.
    private func project(after position: Int, in tokens: SourceTokens) -> String? {
        guard tokens.isSymbol(position + 1, "<"),
            let close = (position + 2..<position + 8).first(where: { tokens.isSymbol($0, ">") })
        else { return nil }
        let wanted = tokens.spelling(close - 1)
        let found = view.manifests.dotNetProjectPaths.first { path in
            let file = RelativePath.baseName(of: path)
            let name = file.lastIndex(of: ".").map { file[..<$0] } ?? file[...]
            return String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" }) == wanted
        }
        return found.map { RelativePath.folder(of: $0) }
    }
}
