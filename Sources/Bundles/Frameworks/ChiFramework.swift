/// chi: a router for `net/http` (go-chi.io).
package struct ChiFramework: GoServer {
    package let id = "chi"
    package let name = "chi"
    package let proof = Proof.snippet
    package let confidence = 85
    package let dialect = GoDialect(
        imports: ["github.com/go-chi/chi"], routers: ["NewRouter", "NewMux"], needsRouter: true,
        getters: ["Get", "HandleFunc", "Handle"], methodGetters: ["Method", "MethodFunc"],
        groupers: ["Route", "Group"], mounters: ["Mount", "Handle"], listeners: [], defaultPort: nil,
        needsMiddlewareFirst: true, registration: "$router.HandleFunc($pattern, $handler)")

    /// Makes the entry.
    package init() {}
}
