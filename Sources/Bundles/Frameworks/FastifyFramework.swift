/// Fastify (fastify.dev): an application that listens, with plugins that it registers.
package struct FastifyFramework: NodeServerFramework {
    package let id = "fastify"
    package let name = "Fastify"

    static let grammar = NodeRouteGrammar(
        module: "fastify", applications: [NodeExport("fastify"), NodeExport("fastify", "fastify")],
        mounts: ["register"])
    /// The port of its guide (fastify.dev, "Getting Started").
    static let port = 3000
    static let confidence = 82

    /// Makes the entry.
    package init() {}
}
