import Topology

/// Google Cloud Storage (cloud.google.com/storage/docs).
package struct GCSDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "gcs", name: "Google Cloud Storage", kind: .objectStore,
        drivers: [
            .node: ["@google-cloud/storage"],
            .python: ["google-cloud-storage", "gcsfs"],
            .go: ["cloud.google.com/go/storage"],
            .rust: ["google-cloud-storage"],
            .ruby: ["google-cloud-storage"],
            .php: ["google/cloud-storage", "league/flysystem-google-cloud-storage"],
            .jvm: [
                "com.google.cloud:google-cloud-storage", "com.google.cloud:spring-cloud-gcp-starter-storage",
            ],
            .dotnet: ["google.cloud.storage.v1"],
            .elixir: ["waffle_gcs", "google_api_storage"],
        ],
        schemes: ["gs"],
        images: ["fake-gcs-server"],
        environmentNames: ["GCS_BUCKET", "GOOGLE_CLOUD_STORAGE_BUCKET", "GCS_BUCKET_NAME"],
        signs: StoreSigns(
            resources: [
                .init("google_storage_bucket")
            ]))

    /// Makes the entry.
    package init() {}
}
