import Topology
import Workspace

/// Routes of calls such as `get("/health") { … }`, below the groups around them: `route("/api") { … }`, and below
/// variables that hold a group: `let api = app.grouped("api")`.
struct BlockRoutes: Sendable {
    /// Methods that declare a route which answers GET.
    let getters: Set<String>
    /// Methods that open a group of routes below a path.
    let groupers: Set<String>

    /// The routes of a file.
    func routes(in file: TokenSources.File) -> [HealthRoute] {
        let groups = file.calls.calls(ofMethods: groupers)
        return file.calls.calls(ofMethods: getters).compactMap { site in
            guard let own = Self.path(of: site) else { return nil }
            let prefix = self.prefix(of: site, groups, file, depth: 0)
            return HealthRoute(path: TokenSources.join(prefix, own), place: file.place(site.line))
        }
    }

    /// All leading strings: Vapor takes the components of a path one by one.
    private static func path(of site: CallSite) -> String? {
        let parts = site.arguments.prefix { $0.name == nil && $0.stringValue != nil }.compactMap(\.stringValue)
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }

    private func prefix(of site: CallSite, _ groups: [CallSite], _ file: TokenSources.File, depth: Int) -> String {
        guard depth < 8 else { return "" }
        let tokens = file.calls.tokens
        let around = groups.filter { group in
            guard let block = Self.block(of: group, in: tokens) else { return false }
            return block.contains(site.opener) && group.opener != site.opener
        }
        if let inner = around.max(by: { $0.opener < $1.opener }) {
            return TokenSources.join(prefix(of: inner, groups, file, depth: depth + 1), Self.path(of: inner) ?? "")
        }
        // `router.group("api").get("health")` and `app.MapGroup("/api").MapGet("/health")`.
        if let chained = groups.last(where: { $0.tokens.upperBound <= site.opener && site.tokens.contains($0.opener) })
        {
            return TokenSources.join(prefix(of: chained, groups, file, depth: depth + 1), Self.path(of: chained) ?? "")
        }
        let receiver = site.receiver
        guard !receiver.isEmpty, !receiver.contains(".") else { return "" }
        let named = groups.last { group in
            let first = group.tokens.lowerBound
            return group.opener < site.opener && tokens.isSymbol(first - 1, "=") && tokens.isName(first - 2, receiver)
        }
        guard let named else { return "" }
        return TokenSources.join(prefix(of: named, groups, file, depth: depth + 1), Self.path(of: named) ?? "")
    }

    /// The block behind a call, or the one that is its last argument.
    private static func block(of site: CallSite, in tokens: SourceTokens) -> Range<Int>? {
        let after = site.tokens.upperBound
        if tokens.isSymbol(after, "{"), let close = tokens.partner(of: after) { return after..<close }
        guard let last = site.arguments.last else { return nil }
        for index in last.tokens where tokens.isSymbol(index, "{") {
            if let close = tokens.partner(of: index), close > index { return index..<close }
        }
        return nil
    }
}
