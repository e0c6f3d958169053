import Topology

/// Oracle Database (docs.oracle.com).
package struct OracleDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "oracle", name: "Oracle Database", kind: .database,
        drivers: [
            .node: ["oracledb"],
            .python: ["oracledb", "cx-oracle"],
            .go: ["github.com/godror/godror", "github.com/sijms/go-ora"],
            .ruby: ["ruby-oci8"],
            .jvm: [
                "com.oracle.database.jdbc:ojdbc11", "com.oracle.database.jdbc:ojdbc8",
                "com.oracle.database.jdbc:ojdbc17", "io.quarkus:quarkus-jdbc-oracle",
            ],
            .dotnet: ["oracle.entityframeworkcore", "oracle.manageddataaccess.core"],
        ],
        schemes: ["oracle", "oracle+oracledb", "oracle+cx_oracle", "jdbc:oracle"],
        images: ["oracle-xe", "oracle-free", "database/free", "database/express"],
        environmentNames: ["ORACLE_URL"],
        signs: StoreSigns(
            words: ["oracle", "django.db.backends.oracle"],
            calls: ["UseOracle"],
            resources: [
                .init("aws_db_instance", "engine", ["oracle"]),
                .init("oci_database_autonomous_database"),
            ]))

    /// Makes the entry.
    package init() {}
}
