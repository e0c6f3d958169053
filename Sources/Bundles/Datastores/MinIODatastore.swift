import Topology

/// MinIO: speaks S3's protocol (docs.min.io).
package struct MinIODatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "minio", name: "MinIO", kind: .objectStore,
        drivers: [
            .node: ["minio"],
            .python: ["minio"],
            .go: ["github.com/minio/minio-go"],
            .jvm: ["io.minio:minio"],
            .dotnet: ["minio"],
        ],
        schemes: ["minio"],
        images: ["minio"],
        environmentNames: ["MINIO_ENDPOINT", "MINIO_URL", "MINIO_HOST"],
        signs: StoreSigns(
            calls: ["AddMinioClient", "AddMinioContainer"],
            charts: ["minio"],
            resources: [
                .init("minio_s3_bucket")
            ]))

    /// Makes the entry.
    package init() {}
}
