import Topology

/// Amazon S3 (docs.aws.amazon.com/s3), and what speaks its protocol.
package struct S3Datastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "s3", name: "Amazon S3", kind: .objectStore,
        drivers: [
            .node: ["@aws-sdk/client-s3", "@aws-sdk/lib-storage", "multer-s3"],
            .python: ["s3fs"],
            .go: ["github.com/aws/aws-sdk-go-v2/service/s3", "github.com/aws/aws-sdk-go/service/s3"],
            .rust: ["aws-sdk-s3", "rust-s3"],
            .ruby: ["aws-sdk-s3"],
            .php: ["league/flysystem-aws-s3-v3", "async-aws/s3"],
            .jvm: [
                "software.amazon.awssdk:s3", "com.amazonaws:aws-java-sdk-s3",
                "io.awspring.cloud:spring-cloud-aws-starter-s3",
            ],
            .dotnet: ["awssdk.s3"],
            .elixir: ["ex_aws_s3"],
        ],
        schemes: ["s3"],
        environmentNames: [
            "S3_BUCKET", "AWS_S3_BUCKET", "S3_BUCKET_NAME", "AWS_BUCKET", "AWS_STORAGE_BUCKET_NAME",
        ],
        signs: StoreSigns(
            resources: [
                .init("aws_s3_bucket"),
                .init("digitalocean_spaces_bucket"),
            ]))

    /// Makes the entry.
    package init() {}
}
