import Topology

/// Amazon DynamoDB (docs.aws.amazon.com/amazondynamodb).
package struct DynamoDBDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "dynamodb", name: "DynamoDB", kind: .database,
        drivers: [
            .node: [
                "@aws-sdk/client-dynamodb", "@aws-sdk/lib-dynamodb", "dynamoose", "dynamodb-toolbox",
                "electrodb",
            ],
            .python: ["pynamodb"],
            .go: ["github.com/aws/aws-sdk-go-v2/service/dynamodb", "github.com/guregu/dynamo"],
            .rust: ["aws-sdk-dynamodb"],
            .ruby: ["aws-sdk-dynamodb", "dynamoid"],
            .jvm: [
                "software.amazon.awssdk:dynamodb", "software.amazon.awssdk:dynamodb-enhanced",
                "com.amazonaws:aws-java-sdk-dynamodb", "io.awspring.cloud:spring-cloud-aws-starter-dynamodb",
            ],
            .dotnet: ["awssdk.dynamodbv2"],
            .elixir: ["ex_aws_dynamo"],
        ],
        schemes: ["dynamodb"],
        images: ["dynamodb-local"],
        environmentNames: ["DYNAMODB_TABLE", "DYNAMODB_ENDPOINT"],
        signs: StoreSigns(
            resources: [
                .init("aws_dynamodb_table"),
                .init("aws_dynamodb_global_table"),
            ]))

    /// Makes the entry.
    package init() {}
}
