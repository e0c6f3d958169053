/// gRPC for Go: a server that answers remote calls and no paths (grpc.io/docs/languages/go).
package struct GRPCGoFramework: GoServer {
    package let id = "grpc-go"
    package let name = "gRPC-Go"
    package let proof = Proof.snippet
    package let confidence = 75
    package let dialect = GoDialect(
        imports: ["google.golang.org/grpc"], routers: ["NewServer"], needsRouter: true, getters: [],
        methodGetters: [], groupers: [], mounters: [], listeners: ["Serve"], defaultPort: nil, registration: "")

    /// Makes the entry.
    package init() {}
}
