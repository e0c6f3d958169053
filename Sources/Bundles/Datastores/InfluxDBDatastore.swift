import Topology

/// InfluxDB (docs.influxdata.com).
package struct InfluxDBDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "influxdb", name: "InfluxDB", kind: .database,
        drivers: [
            .node: ["@influxdata/influxdb-client", "influx", "@influxdata/influxdb3-client"],
            .python: ["influxdb", "influxdb-client", "influxdb3-python", "aioinflux"],
            .go: ["github.com/influxdata/influxdb-client-go", "github.com/influxdata/influxdb1-client"],
            .rust: ["influxdb", "influxdb2"],
            .ruby: ["influxdb", "influxdb-client"],
            .jvm: ["com.influxdb:influxdb-client-java", "org.influxdb:influxdb-java"],
            .dotnet: ["influxdb.client"],
        ],
        schemes: ["influxdb"],
        images: ["influxdb"],
        environmentNames: ["INFLUXDB_URL", "INFLUX_URL", "INFLUXDB_HOST"],
        signs: StoreSigns(
            settings: ["influx.", "management.influx."],
            charts: ["influxdb", "influxdb2"],
            resources: [
                .init("influxdb_database"),
                .init("aws_timestreaminfluxdb_db_instance"),
            ]))

    /// Makes the entry.
    package init() {}
}
