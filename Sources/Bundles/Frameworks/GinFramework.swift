/// Gin: a router with contexts of its own; `Run` without an address takes `PORT`, else 8080 (gin-gonic.com).
package struct GinFramework: GoServer {
    package let id = "gin"
    package let name = "Gin"
    package let proof = Proof.snippet
    package let confidence = 85
    package let dialect = GoDialect(
        imports: ["github.com/gin-gonic/gin"], routers: ["Default", "New"], needsRouter: true,
        getters: ["GET", "Any"], methodGetters: ["Handle"], groupers: ["Group"], mounters: [],
        listeners: ["Run"], defaultPort: 8080,
        registration: "$router.Any($pattern, $package.WrapF($handler))")

    /// Makes the entry.
    package init() {}
}
