import Topology

/// Google Cloud Firestore (firebase.google.com/docs/firestore).
package struct FirestoreDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "firestore", name: "Firestore", kind: .database,
        drivers: [
            .node: ["@google-cloud/firestore"],
            .python: ["google-cloud-firestore"],
            .go: ["cloud.google.com/go/firestore"],
            .rust: ["firestore"],
            .ruby: ["google-cloud-firestore"],
            .php: ["google/cloud-firestore"],
            .jvm: [
                "com.google.cloud:google-cloud-firestore",
                "com.google.cloud:spring-cloud-gcp-starter-data-firestore",
            ],
            .dotnet: ["google.cloud.firestore"],
        ],
        schemes: ["firestore"],
        environmentNames: ["FIRESTORE_EMULATOR_HOST", "FIRESTORE_DATABASE"],
        signs: StoreSigns(
            resources: [
                .init("google_firestore_database"),
                .init("google_firestore_document"),
            ]))

    /// Makes the entry.
    package init() {}
}
