import Topology

/// H2: a database of the Java program itself (h2database.com).
package struct H2Datastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "h2", name: "H2", kind: .database,
        drivers: [
            .jvm: ["com.h2database:h2", "io.quarkus:quarkus-jdbc-h2", "io.r2dbc:r2dbc-h2"]
        ],
        schemes: ["jdbc:h2", "r2dbc:h2"],
        signs: StoreSigns(
            words: ["h2"]))

    /// Makes the entry.
    package init() {}
}
