package import Topology
package import Workspace

/// MariaDB (mariadb.com/kb): speaks MySQL's protocol, so that most code reaches it through a MySQL driver.
package struct MariaDBDatastore: KnownDatastore {
    package let id = "mariadb"
    package let name = "MariaDB"
    package let kind = ComponentKind.database
    package let proof = Proof.started
    package let debianPackage: String? = "mariadb-server"

    /// Drivers of MariaDB's own, and those of MySQL, which reach it as well.
    package let drivers: [Ecosystem: [String]] = MySQLFamily.drivers.merging(
        [
            .node: ["mariadb", "@mikro-orm/mariadb"], .python: ["mariadb"],
            .jvm: [
                "org.mariadb.jdbc:mariadb-java-client", "org.mariadb:r2dbc-mariadb", "io.quarkus:quarkus-jdbc-mariadb",
            ],
        ], uniquingKeysWith: +)
    package let schemes: [String] =
        ["mariadb", "mariadb+mariadbconnector", "mariadb+pymysql", "jdbc:mariadb", "r2dbc:mariadb"]
        + MySQLFamily.schemes
    package let images: [String] = ["mariadb", "mariadb-galera"]
    package let environmentNames: [String] = ["MARIADB_URL", "DATABASE_URL", "DB_URL", "MYSQL_URL"]
    package let signs = StoreSigns(
        words: ["mariadb"], charts: ["mariadb", "mariadb-galera"],
        resources: [.init("aws_db_instance", "engine", ["mariadb"]), .init("azurerm_mariadb_server")])

    /// Makes the entry.
    package init() {}

    /// `mariadbd` in the foreground.
    package func localServer(in folder: String, on port: Int, tools: ToolLocator) -> LocalServer? {
        MySQLFamily.local(["mariadbd"], in: folder, on: port, tools: tools)
    }

    /// The official image.
    package func container(version: String?) -> ContainerServer? {
        MySQLFamily.container(image: "mariadb:\(version ?? "11.4")", prefix: "MARIADB", client: "mariadb")
    }

    /// Keeps the scheme of the example.
    package func connectionString(port: Int, example: String?) -> String {
        MySQLFamily.address(port: port, example: example, scheme: "mysql", schemes: schemes)
    }

    /// Host, port, user, password and database under the customary names.
    package func part(named variable: String, port: Int) -> String? {
        MySQLFamily.part(named: variable, port: port)
    }
}
