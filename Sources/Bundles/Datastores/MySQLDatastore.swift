package import Topology
package import Workspace

/// MySQL (dev.mysql.com/doc): recognised by its drivers, started from the server's own program or the official image.
///
/// Where only MariaDB's server is installed, that one is started: it speaks MySQL's protocol.
package struct MySQLDatastore: KnownDatastore {
    package let id = "mysql"
    package let name = "MySQL"
    package let kind = ComponentKind.database
    package let proof = Proof.started
    package let debianPackage: String? = "mariadb-server"

    package let drivers = MySQLFamily.drivers
    package let schemes = MySQLFamily.schemes
    package let images: [String] = ["mysql", "mysql-server", "percona", "percona-server"]
    package let environmentNames: [String] = ["MYSQL_URL", "DATABASE_URL", "DB_URL", "MYSQL_URI", "MYSQL_DSN"]
    package let signs = StoreSigns(
        words: [
            "mysql", "mysql2", "django.db.backends.mysql", "Ecto.Adapters.MyXQL", "trilogy", "planetscale",
            "singlestore",
        ],
        calls: ["UseMySql", "UseMySQL", "AddMySql", "AddMySqlDataSource", "AddMySqlDbContext"], charts: ["mysql"],
        resources: [
            .init("aws_db_instance", "engine", ["mysql"]), .init("aws_rds_cluster", "engine", ["aurora-mysql"]),
            .init("google_sql_database_instance", "database_version", ["MYSQL"]),
            .init("azurerm_mysql_flexible_server"), .init("azurerm_mysql_server"), .init("aiven_mysql"),
            .init("digitalocean_database_cluster", "engine", ["mysql"]), .init("planetscale_database"),
        ])

    /// Makes the entry.
    package init() {}

    /// `mysqld`, else `mariadbd`, in the foreground.
    package func localServer(in folder: String, on port: Int, tools: ToolLocator) -> LocalServer? {
        MySQLFamily.local(["mysqld", "mariadbd"], in: folder, on: port, tools: tools)
    }

    /// The official image.
    package func container(version: String?) -> ContainerServer? {
        MySQLFamily.container(image: "mysql:\(version ?? "8.4")", prefix: "MYSQL", client: "mysql")
    }

    /// Keeps the scheme of the example, so that `mysql+aiomysql` stays what the code expects.
    package func connectionString(port: Int, example: String?) -> String {
        MySQLFamily.address(port: port, example: example, scheme: "mysql", schemes: schemes)
    }

    /// Host, port, user, password and database under the customary names.
    package func part(named variable: String, port: Int) -> String? {
        MySQLFamily.part(named: variable, port: port)
    }
}
