import Workspace

/// The prefix of all routes of a NestJS application, and what is left out of it (docs.nestjs.com/faq/global-prefix).
struct NestPrefix: Sendable {
    /// The prefix as written, such as `api`.
    let text: String
    /// Paths without it.
    let excluded: Set<String>

    /// The first `setGlobalPrefix(…)` of a module.
    init?(_ module: JavaScriptModule) {
        guard let site = module.calls.first(where: { $0.method == "setGlobalPrefix" }), let text = site.firstString
        else { return nil }
        self.text = text
        guard let options = site.arguments.dropFirst().first else {
            excluded = []
            return
        }
        // Paths stand in it as strings, or as the `path` of an object.
        let strings = options.tokens.compactMap { module.tokens.stringValue($0) }
        excluded = Set(strings.map { NodeRoutes.join($0, "") })
    }

    /// The prefix of a route; empty where the route is excluded.
    func path(before route: String) -> String {
        excluded.contains(NodeRoutes.join(route, "")) ? "" : text
    }
}

/// Versions in the path of a NestJS application (docs.nestjs.com/techniques/versioning, "URI Versioning Type").
struct NestVersioning: Sendable {
    /// What stands before the number; `v` by default.
    let prefix: String
    /// The version of controllers that name none; nil where they have none.
    let standard: String?

    /// The first `enableVersioning(…)` of a module; nil where versions are in a header or a media type.
    init?(_ module: JavaScriptModule) {
        guard let site = module.calls.first(where: { $0.method == "enableVersioning" }) else { return nil }
        let brace = site.arguments.first?.tokens.lowerBound
        let words = site.arguments.first?.tokens.map { module.tokens.spelling($0) } ?? []
        guard !["HEADER", "MEDIA_TYPE", "CUSTOM"].contains(where: words.contains) else { return nil }
        prefix = brace.flatMap { module.stringMember(["prefix"], of: $0) } ?? "v"
        standard = brace.flatMap { Self.version(of: $0, in: module, keys: ["defaultVersion"]) }
    }

    /// The version that an object names, the first of a list; nil for none and for `VERSION_NEUTRAL`.
    static func version(
        of brace: Int, in module: JavaScriptModule, keys: Set<String> = ["version"]
    ) -> String? {
        guard module.tokens.isSymbol(brace, "{") else { return nil }
        for part in module.tokens.elements(of: brace) where part.count >= 3 {
            guard keys.contains(module.tokens.spelling(part.lowerBound)) else { continue }
            if part.contains(where: { module.tokens.isName($0, "VERSION_NEUTRAL") }) { return "" }
            return part.dropFirst(2).lazy.compactMap { module.tokens.stringValue($0) }.first
        }
        return nil
    }

    /// The part of the path for a version; empty for none.
    func segment(_ version: String?) -> String {
        guard let version, !version.isEmpty else { return "" }
        return prefix + version
    }
}
