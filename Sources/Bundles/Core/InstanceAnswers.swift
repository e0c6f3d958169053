package import Workspace

/// How a datastore is started for a moment, for one unit alone.
package protocol InstanceAnswers: Sendable {
    /// How its server runs from binaries on this machine; nil where it has none to run (a file database, a cloud).
    /// `folder` is an empty folder of its own, absolute and short enough for a socket's path.
    func localServer(in folder: String, on port: Int, tools: ToolLocator) -> LocalServer?
    /// How its server runs from a container image; nil where it has none.
    func container(version: String?) -> ContainerServer?
    /// The address under which a unit reaches an instance. `example` is how the unit's own examples or defaults
    /// spell it (`postgresql+asyncpg://u:p@db/shop`): its scheme and database name are kept. Nil where there is none.
    func connectionString(port: Int, example: String?) -> String
    /// The values of names that hold only a part of the address, such as `POSTGRES_HOST`, `DB_PASSWORD`.
    func part(named variable: String, port: Int) -> String?
    /// Debian's package that brings the server, for the message of a missing tool, such as `postgresql`.
    var debianPackage: String? { get }
}

/// A server that runs from local binaries. It never daemonises and runs as an unprivileged user.
package struct LocalServer: Sendable {
    /// Commands that must succeed before, such as `initdb`, each with its arguments.
    package var prepare: [[String]]
    /// The server itself, in the foreground.
    package var serve: [String]
    /// A command that succeeds once it answers; nil where an accepted connection says so.
    package var ready: [String]?
    /// Commands to run once it answers, such as `createdb`.
    package var afterReady: [[String]]
    /// Whether SIGINT, not SIGTERM, ends it without waiting for its clients.
    package var stopsOnInterrupt: Bool

    /// Makes a server.
    package init(
        prepare: [[String]] = [], serve: [String], ready: [String]? = nil, afterReady: [[String]] = [],
        stopsOnInterrupt: Bool = false
    ) {
        self.stopsOnInterrupt = stopsOnInterrupt
        self.prepare = prepare
        self.serve = serve
        self.ready = ready
        self.afterReady = afterReady
    }
}

/// A server that runs from a container image.
package struct ContainerServer: Sendable, Hashable {
    /// Image with its tag, such as `postgres:16`.
    package var image: String
    /// The port inside the container.
    package var port: Int
    /// Variables of the container.
    package var environment: [String: String]
    /// A command inside the container that succeeds once it answers.
    package var ready: [String]

    /// Makes a container.
    package init(image: String, port: Int, environment: [String: String] = [:], ready: [String]) {
        self.image = image
        self.port = port
        self.environment = environment
        self.ready = ready
    }
}
