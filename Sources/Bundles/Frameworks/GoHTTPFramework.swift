/// Go's own `net/http`: a program that serves with the standard library's server and `http.ServeMux`.
package struct GoHTTPFramework: GoServer {
    package let id = "net-http"
    package let name = "Go net/http"
    package let proof = Proof.started
    package let dialect = GoDialect.standard
    /// Less than that of a router, which serves with the same server.
    package let confidence = 70

    /// Makes the entry.
    package init() {}
}
