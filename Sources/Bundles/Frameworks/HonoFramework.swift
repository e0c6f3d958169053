/// Hono (hono.dev) on Node.js, Bun, Deno or a function platform.
package struct HonoFramework: NodeServerFramework {
    package let id = "hono"
    package let name = "Hono"

    static let grammar = NodeRouteGrammar(
        module: "hono", applications: [NodeExport("hono", "Hono"), NodeExport("@hono/zod-openapi", "OpenAPIHono")],
        routers: [NodeExport("hono", "Hono"), NodeExport("@hono/zod-openapi", "OpenAPIHono")], mounts: ["route"])
    /// The port of its Node.js server (hono.dev, "Node.js").
    static let port = 3000
    static let confidence = 82
    static let isServedByExport = true

    /// Makes the entry.
    package init() {}
}
