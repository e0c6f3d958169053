import Topology

/// Amazon SQS (docs.aws.amazon.com/sqs).
package struct SQSDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "sqs", name: "Amazon SQS", kind: .queue,
        drivers: [
            .node: ["@aws-sdk/client-sqs", "sqs-consumer", "sqs-producer", "@ssut/nestjs-sqs"],
            .go: ["github.com/aws/aws-sdk-go-v2/service/sqs"],
            .rust: ["aws-sdk-sqs"],
            .ruby: ["aws-sdk-sqs", "shoryuken"],
            .php: ["symfony/amazon-sqs-messenger", "async-aws/sqs"],
            .jvm: [
                "software.amazon.awssdk:sqs", "com.amazonaws:aws-java-sdk-sqs",
                "io.awspring.cloud:spring-cloud-aws-starter-sqs",
            ],
            .dotnet: ["awssdk.sqs", "masstransit.amazonsqs"],
            .elixir: ["ex_aws_sqs", "broadway_sqs"],
        ],
        schemes: ["sqs"],
        images: ["elasticmq", "elasticmq-native"],
        environmentNames: ["SQS_QUEUE_URL", "SQS_URL"],
        signs: StoreSigns(
            calls: ["UsingAmazonSqs"],
            resources: [
                .init("aws_sqs_queue")
            ]))

    /// Makes the entry.
    package init() {}
}
