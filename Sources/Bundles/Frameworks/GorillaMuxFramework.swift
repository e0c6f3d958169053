/// gorilla/mux: a router for `net/http` (gorilla.github.io).
package struct GorillaMuxFramework: GoServer {
    package let id = "gorilla-mux"
    package let name = "gorilla/mux"
    package let proof = Proof.snippet
    package let confidence = 85
    package let dialect = GoDialect(
        imports: ["github.com/gorilla/mux"], routers: ["NewRouter"], needsRouter: true,
        getters: ["HandleFunc", "Handle"], methodGetters: [], groupers: ["PathPrefix"], mounters: ["Handler"],
        listeners: [], defaultPort: nil, registration: "$router.HandleFunc($pattern, $handler)")

    /// Makes the entry.
    package init() {}
}
