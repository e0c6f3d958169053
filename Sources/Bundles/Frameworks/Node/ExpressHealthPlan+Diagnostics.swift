import Topology
import Workspace

extension Array where Element: Hashable {
    /// The same elements in the same order, each once.
    func removingRepetition() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Diagnostic {
    /// A route whose handler a person wrote is not changed.
    static func notOurs(_ route: HealthRoute) -> Diagnostic {
        .error(
            "health/own-handler", "the handler of `\(route.path)` was written by a person", at: route.place,
            remedy: "mend the handler")
    }

    /// Both the path asked for and the route of a person are there.
    static func taken(_ path: String, _ route: HealthRoute) -> Diagnostic {
        .error(
            "health/path-taken", "`\(path)` is there already, and so is `\(route.path)`", at: route.place,
            remedy: "let one of them ask each database and cache")
    }

    /// No module exports what the endpoint could ask through.
    static func noConnection(_ component: HealthComponent) -> Diagnostic {
        .error(
            "health/no-connection", "no module exports a connection to \(component.id) (\(component.engine))",
            remedy: "export the pool or client from the module that makes it")
    }

    /// The package has no driver that an endpoint could use by itself.
    static func noDriver(_ component: HealthComponent) -> Diagnostic {
        .error(
            "health/no-driver",
            "the package has no driver for \(component.id) (\(component.engine)) that an endpoint could use by itself",
            remedy: "export the pool or client from the module that makes it")
    }
}
