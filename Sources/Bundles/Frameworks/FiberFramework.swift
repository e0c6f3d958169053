/// Fiber: a router on fasthttp, whose handlers are not those of `net/http` (gofiber.io).
package struct FiberFramework: GoServer {
    package let id = "fiber"
    package let name = "Fiber"
    package let proof = Proof.snippet
    package let confidence = 85
    package let dialect = GoDialect(
        imports: ["github.com/gofiber/fiber"], routers: ["New"], needsRouter: true,
        getters: ["Get", "All"], methodGetters: ["Add"], groupers: ["Group", "Route"], mounters: ["Mount"],
        listeners: ["Listen"], defaultPort: nil, registration: "")

    /// Makes the entry.
    package init() {}
}
