/// Koa (koajs.com) with the routers that are its custom.
package struct KoaFramework: NodeServerFramework {
    package let id = "koa"
    package let name = "Koa"

    static let grammar = NodeRouteGrammar(
        module: "koa", applications: [NodeExport("koa")],
        routers: [NodeExport("@koa/router"), NodeExport("koa-router"), NodeExport("@koa/router", "Router")])
    /// The port of its guide (koajs.com).
    static let port = 3000
    static let confidence = 80

    /// Makes the entry.
    package init() {}
}
