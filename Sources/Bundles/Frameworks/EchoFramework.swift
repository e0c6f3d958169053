/// Echo: a router with contexts of its own (echo.labstack.com).
package struct EchoFramework: GoServer {
    package let id = "echo"
    package let name = "Echo"
    package let proof = Proof.snippet
    package let confidence = 85
    package let dialect = GoDialect(
        imports: ["github.com/labstack/echo"], routers: ["New"], needsRouter: true,
        getters: ["GET", "Any"], methodGetters: ["Add"], groupers: ["Group"], mounters: [],
        listeners: ["Start"], defaultPort: nil, takesHandlerValues: true,
        registration: "$router.Any($pattern, $package.WrapHandler($handler))")

    /// Makes the entry.
    package init() {}
}
