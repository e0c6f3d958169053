import Topology
import Workspace

extension NodeRoutes {
    /// `new Router({ prefix: "/api" })` and `new Hono().basePath("/api")`.
    func ownPrefix(of receiver: NodeReceiver) -> String? {
        guard let call = receiver.call, let module = project.module(receiver.file) else { return nil }
        let site = module.calls[call]
        let base = module.calls.first { $0.method == "basePath" && $0.tokens.lowerBound == site.tokens.lowerBound }
        if let path = base?.firstString { return path }
        return site.arguments.first.flatMap { module.stringMember(["prefix"], of: $0.tokens.lowerBound) }
    }

    /// `route({ method: "GET", url: "/x", handler })`.
    func describedRoute(_ site: CallSite, _ module: JavaScriptModule) -> (path: String, value: Range<Int>)? {
        guard let argument = site.arguments.first,
            let path = module.stringMember(["url", "path"], of: argument.tokens.lowerBound)
        else { return nil }
        return (path, argument.tokens)
    }

    /// The paths that an argument means: a string, a list of strings, or a constant of the file.
    func paths(of argument: CallArgument?, _ module: JavaScriptModule) -> [String] {
        guard let argument else { return [] }
        if let path = argument.stringValue { return [path] }
        let tokens = module.tokens
        if tokens.isSymbol(argument.tokens.lowerBound, "[") {
            return tokens.elements(of: argument.tokens.lowerBound).compactMap { tokens.stringValue($0) }
        }
        guard argument.tokens.count == 1, tokens.isName(argument.tokens.lowerBound) else { return [] }
        let name = tokens.spelling(argument.tokens.lowerBound)
        return module.declarations.first { $0.name == name }?.stringValue.map { [$0] } ?? []
    }

    /// The path of `app.route("/x")` for a method in its chain.
    func routePaths(of site: CallSite, _ module: JavaScriptModule) -> [String] {
        let route = module.calls.last {
            $0.method == "route" && $0.tokens.lowerBound == site.tokens.lowerBound && $0.opener < site.opener
        }
        return paths(of: route?.arguments.first, module)
    }

    /// A path below a prefix, with one slash between them and none at the end.
    static func join(_ prefix: String, _ path: String) -> String {
        let parts = (prefix + "/" + path).split(separator: "/")
        return "/" + parts.joined(separator: "/")
    }
}

extension JavaScriptModule {
    /// The string that an object literal, whose brace is at a token, has under the first of some keys that it has.
    func stringMember(_ keys: [String], of brace: Int) -> String? {
        guard tokens.isSymbol(brace, "{") else { return nil }
        for part in tokens.elements(of: brace) where part.count == 3 && tokens.isSymbol(part.lowerBound + 1, ":") {
            let key = tokens.stringValue(part.lowerBound) ?? tokens.spelling(part.lowerBound)
            if keys.contains(key) { return tokens.stringValue(part.lowerBound + 2) }
        }
        return nil
    }
}
