import Topology

/// ClickHouse: columns for analysis (clickhouse.com/docs).
package struct ClickHouseDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "clickhouse", name: "ClickHouse", kind: .database,
        drivers: [
            .node: ["@clickhouse/client", "clickhouse"],
            .python: ["clickhouse-driver", "clickhouse-connect", "clickhouse-sqlalchemy", "asynch"],
            .go: [
                "github.com/clickhouse/clickhouse-go", "github.com/clickhouse/ch-go",
                "gorm.io/driver/clickhouse",
            ],
            .rust: ["clickhouse", "klickhouse"],
            .ruby: ["click_house", "clickhouse-activerecord"],
            .php: ["smi2/phpclickhouse"],
            .jvm: [
                "com.clickhouse:clickhouse-jdbc", "com.clickhouse:client-v2", "com.clickhouse:clickhouse-client",
            ],
            .dotnet: ["clickhouse.client", "clickhouse.driver"],
            .elixir: ["ch", "ecto_ch"],
        ],
        schemes: ["clickhouse", "clickhouse+native", "clickhouse+http", "jdbc:clickhouse", "jdbc:ch"],
        images: ["clickhouse-server", "clickhouse"],
        environmentNames: ["CLICKHOUSE_URL", "CLICKHOUSE_HOST", "CLICKHOUSE_DSN"],
        signs: StoreSigns(
            words: ["clickhouse", "Ecto.Adapters.ClickHouse"],
            charts: ["clickhouse"],
            resources: [
                .init("clickhouse_service")
            ]))

    /// Makes the entry.
    package init() {}
}
