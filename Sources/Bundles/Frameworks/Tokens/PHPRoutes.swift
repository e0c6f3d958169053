import Topology
import Workspace

/// Routes that PHP code declares.
enum PHPRoutes {
    /// Routes of calls such as `Route::get('/health', …)` and `$app->get('/health', …)`.
    static func calls(_ callees: Set<String>, in file: TokenSources.File, prefix: String = "") -> [HealthRoute] {
        file.calls.calls.compactMap { site in
            guard callees.contains(site.callee), let path = site.firstString else { return nil }
            return HealthRoute(path: TokenSources.join(prefix, path), place: file.place(site.line))
        }
    }

    /// Routes of the attribute `Route`; one before a class is the prefix of those in it.
    static func attributes(in file: TokenSources.File) -> [HealthRoute] {
        let tokens = file.calls.tokens
        var prefix = ""
        var found: [HealthRoute] = []
        for annotation in file.calls.annotations where annotation.name == "Route" {
            guard let path = annotation.call?.firstString ?? annotation.call?.argument(named: "path")?.stringValue
            else {
                continue
            }
            let end = annotation.call?.tokens.upperBound ?? annotation.token
            let isOfClass = (end..<end + 4).contains { tokens.isName($0, "class") }
            if isOfClass {
                prefix = path
            } else {
                found.append(
                    HealthRoute(path: TokenSources.join(prefix, path), place: file.place(annotation.line)))
            }
        }
        return found
    }
}
