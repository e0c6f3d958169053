import Topology

/// Microsoft SQL Server and Azure SQL (learn.microsoft.com/sql).
package struct SQLServerDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "sqlserver", name: "SQL Server", kind: .database,
        drivers: [
            .node: ["mssql", "tedious", "@mikro-orm/mssql"],
            .python: ["pymssql", "mssql-django", "aioodbc"],
            .go: [
                "github.com/microsoft/go-mssqldb", "github.com/denisenkom/go-mssqldb",
                "gorm.io/driver/sqlserver",
            ],
            .rust: ["tiberius"],
            .ruby: ["tiny_tds", "activerecord-sqlserver-adapter"],
            .jvm: [
                "com.microsoft.sqlserver:mssql-jdbc", "io.r2dbc:r2dbc-mssql", "io.quarkus:quarkus-jdbc-mssql",
            ],
            .dotnet: [
                "microsoft.entityframeworkcore.sqlserver", "microsoft.data.sqlclient", "system.data.sqlclient",
                "aspire.microsoft.data.sqlclient", "aspire.microsoft.entityframeworkcore.sqlserver",
            ],
            .elixir: ["tds"],
        ],
        schemes: [
            "sqlserver", "mssql", "mssql+pyodbc", "mssql+pymssql", "mssql+aioodbc", "jdbc:sqlserver",
            "r2dbc:mssql",
        ],
        images: ["mssql/server", "mssql-server", "azure-sql-edge"],
        environmentNames: ["SQLSERVER_URL", "MSSQL_URL"],
        signs: StoreSigns(
            words: ["sqlserver", "mssql", "sqlsrv", "Ecto.Adapters.Tds"],
            calls: [
                "UseSqlServer", "AddSqlServer", "UseAzureSql", "AddSqlServerDbContext", "AddSqlServerClient",
                "AddAzureSqlServer",
            ],
            resources: [
                .init("azurerm_mssql_server"),
                .init("azurerm_mssql_database"),
                .init("azurerm_sql_server"),
                .init("aws_db_instance", "engine", ["sqlserver"]),
                .init("google_sql_database_instance", "database_version", ["SQLSERVER"]),
            ]))

    /// Makes the entry.
    package init() {}
}
