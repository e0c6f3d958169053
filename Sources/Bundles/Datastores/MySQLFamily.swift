import Topology
import Workspace

/// What MySQL and MariaDB share: drivers, addresses, and servers that are started alike.
enum MySQLFamily {
    /// Drivers of the protocol by the names of their registries.
    static let drivers: [Ecosystem: [String]] = [
        .node: ["mysql", "mysql2", "promise-mysql", "@planetscale/database", "@mikro-orm/mysql"],
        .python: ["mysqlclient", "pymysql", "aiomysql", "asyncmy", "mysql-connector-python", "flask-mysqldb"],
        .go: ["github.com/go-sql-driver/mysql", "gorm.io/driver/mysql", "github.com/go-mysql-org/go-mysql"],
        .rust: ["mysql", "mysql-async"],
        .ruby: ["mysql2", "trilogy"],
        .jvm: [
            "com.mysql:mysql-connector-j", "mysql:mysql-connector-java", "io.asyncer:r2dbc-mysql",
            "io.quarkus:quarkus-jdbc-mysql", "dev.miku:r2dbc-mysql",
        ],
        .dotnet: [
            "pomelo.entityframeworkcore.mysql", "mysql.entityframeworkcore", "mysqlconnector", "mysql.data",
            "aspire.mysqlconnector", "aspire.pomelo.entityframeworkcore.mysql",
        ],
        .elixir: ["myxql"],
        .swift: ["mysql-nio", "mysql-kit", "fluent-mysql-driver"],
    ]
    /// Schemes of addresses that both have.
    static let schemes: [String] = [
        "mysql", "mysql2", "mysql+pymysql", "mysql+aiomysql", "mysql+asyncmy", "mysql+mysqldb",
        "mysql+mysqlconnector", "trilogy", "jdbc:mysql", "r2dbc:mysql",
    ]

    private static let user = "app"
    private static let password = "app"
    private static let database = "app"

    /// A server in the foreground with a data folder of its own (mariadb.com/kb, "mariadb-install-db"; dev.mysql.com,
    /// "Initializing the Data Directory"); nil where no program is installed. Of the servers that are named the first
    /// that is there is taken: each speaks the protocol of the other.
    static func local(_ programs: [String], in folder: String, on port: Int, tools: ToolLocator) -> LocalServer? {
        guard let program = programs.lazy.compactMap({ path(of: $0, tools) }).first else { return nil }
        // Debian's `mysqld` is a link to MariaDB's server, which is set up by a program of its own.
        let isMariaDB = (FileSystemAccess.realPath(program) ?? program).hasSuffix("mariadbd")
        let install = path(of: "mariadb-install-db", tools) ?? path(of: "mysql_install_db", tools)
        if isMariaDB, install == nil { return nil }
        let data = "--datadir=\(folder)/data"
        let socket = "--socket=\(folder)/s"
        let prepare =
            isMariaDB
            ? [
                install ?? "", "--no-defaults", data, "--auth-root-authentication-method=normal", "--skip-test-db",
                "--innodb-flush-log-at-trx-commit=0",
            ] : [program, "--no-defaults", "--initialize-insecure", data]
        let client = path(of: "mariadb", tools) ?? path(of: "mysql", tools) ?? "mysql"
        let connection = ["--no-defaults", "--protocol=socket", socket, "--user=root"]
        let statements = """
            CREATE DATABASE \(database); CREATE USER '\(user)'@'%' IDENTIFIED BY '\(password)'; \
            GRANT ALL ON *.* TO '\(user)'@'%'
            """
        return LocalServer(
            prepare: [prepare],
            serve: [
                program, "--no-defaults", data, socket, "--port=\(port)", "--bind-address=127.0.0.1",
                "--pid-file=\(folder)/pid", "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0",
                "--innodb-use-native-aio=0",
            ],
            ready: [client] + connection + ["--execute=SELECT 1"],
            afterReady: [[client] + connection + ["--execute=\(statements)"]])
    }

    /// Debian keeps servers out of the search path of users.
    private static func path(of name: String, _ tools: ToolLocator) -> String? {
        tools.path(of: name)
            ?? ["/usr/sbin/", "/usr/local/sbin/", "/opt/homebrew/bin/"].map { $0 + name }.first {
                FileSystemAccess.information($0) != nil
            }
    }

    /// The address with the example's scheme.
    static func address(port: Int, example: String?, scheme: String, schemes: [String]) -> String {
        let own = example.flatMap { ConnectionScheme.of($0) } ?? scheme
        let kept = schemes.contains(own) ? own : scheme
        if kept.hasPrefix("jdbc:") || kept.hasPrefix("r2dbc:") {
            return "\(kept)://127.0.0.1:\(port)/\(database)?user=\(user)&password=\(password)"
        }
        return "\(kept)://\(user):\(password)@127.0.0.1:\(port)/\(database)"
    }

    /// The names of the official images and of many settings modules.
    static func part(named variable: String, port: Int) -> String? {
        let prefixes: [String] = ["MYSQL_", "MARIADB_", "DB_", "DATABASE_"]
        guard let prefix = prefixes.first(where: { variable.hasPrefix($0) }) else { return nil }
        return switch variable.dropFirst(prefix.count) {
        case "HOST", "HOSTNAME", "SERVER": "127.0.0.1"
        case "PORT": "\(port)"
        case "USER", "USERNAME": user
        case "PASSWORD", "PASS": password
        case "DATABASE", "NAME", "DB": database
        default: nil
        }
    }

    /// A container of one of the official images (hub.docker.com/_/mysql, hub.docker.com/_/mariadb).
    static func container(image: String, prefix: String, client: String) -> ContainerServer {
        ContainerServer(
            image: image, port: 3306,
            environment: [
                "\(prefix)_DATABASE": database, "\(prefix)_USER": user, "\(prefix)_PASSWORD": password,
                "\(prefix)_ROOT_PASSWORD": password,
            ],
            ready: [client, "--protocol=tcp", "-h127.0.0.1", "-u\(user)", "-p\(password)", "-e", "SELECT 1", database])
    }
}
