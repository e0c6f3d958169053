/// How a framework of Node.js makes applications and routers and declares routes on them.
struct NodeRouteGrammar: Sendable {
    /// The framework's own package.
    var module: String
    /// Exports of packages whose call or construction makes an application, such as `default` of `express`.
    var applications: [NodeExport]
    /// The same for what is mounted on an application.
    var routers: [NodeExport]
    /// Methods that declare a route for GET requests with the path as first argument.
    var methods: Set<String>
    /// Methods that mount a router or handler, under a path where the first argument is one.
    var mounts: Set<String>

    /// Makes a grammar.
    init(
        module: String, applications: [NodeExport], routers: [NodeExport] = [],
        methods: Set<String> = ["get", "all", "head"], mounts: Set<String> = ["use"]
    ) {
        self.module = module
        self.applications = applications
        self.routers = routers
        self.methods = methods
        self.mounts = mounts
    }
}

/// A name that a package exports.
struct NodeExport: Sendable, Hashable {
    /// The package.
    var module: String
    /// `default`, or the name; a member of the default export counts too, as in `express.Router`.
    var name: String

    /// Makes an export.
    init(_ module: String, _ name: String = "default") {
        self.module = module
        self.name = name
    }
}
