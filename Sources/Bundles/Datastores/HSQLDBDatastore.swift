import Topology

/// HSQLDB: a database of the Java program itself (hsqldb.org).
package struct HSQLDBDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "hsqldb", name: "HSQLDB", kind: .database,
        drivers: [
            .jvm: ["org.hsqldb:hsqldb"]
        ],
        schemes: ["jdbc:hsqldb"])

    /// Makes the entry.
    package init() {}
}
