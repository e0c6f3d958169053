/// How a library of Go makes a router, registers routes and serves.
package struct GoDialect: Sendable {
    /// Import paths without a major version; one of them must be imported.
    let imports: [String]
    /// Functions of the library that make a router, such as `NewServeMux`.
    let routers: Set<String>
    /// Whether only a router that is made shows the library: importing it for something else does not.
    let needsRouter: Bool
    /// Methods that register a route for GET: path first.
    let getters: Set<String>
    /// Methods that register a route for the method in their first argument: path second.
    let methodGetters: Set<String>
    /// Methods that make a router below a path, with a function that fills it or as their result.
    let groupers: Set<String>
    /// Methods that put a router that was made elsewhere below a path.
    let mounters: Set<String>
    /// Methods that listen: the address is the first argument.
    let listeners: Set<String>
    /// The port where a listener is given no address; nil where it must be given one.
    let defaultPort: Int?
    /// Whether routes must come after the middleware of their router.
    var needsMiddlewareFirst = false
    /// Whether a pattern can begin with a method, where the version of Go allows it.
    var hasPatterns = false
    /// Whether what registers takes values of `http.Handler` and no functions.
    var takesHandlerValues = false
    /// The statement that registers a handler: `$router`, `$pattern`, `$handler`, and `$package` for the library; empty
    /// where its handlers are of another kind than `http.Handler`.
    let registration: String

    /// `net/http` of the standard library (pkg.go.dev/net/http).
    static let standard = GoDialect(
        imports: ["net/http"], routers: ["NewServeMux"], needsRouter: false, getters: ["HandleFunc", "Handle"],
        methodGetters: [], groupers: [],
        mounters: ["Handle"], listeners: [], defaultPort: nil, hasPatterns: true,
        registration: "$router.HandleFunc($pattern, $handler)")
}
