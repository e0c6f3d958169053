import Topology

/// OpenSearch (docs.opensearch.org).
package struct OpenSearchDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "opensearch", name: "OpenSearch", kind: .search,
        drivers: [
            .node: ["@opensearch-project/opensearch"],
            .python: ["opensearch-py", "opensearch-dsl", "django-opensearch-dsl"],
            .go: ["github.com/opensearch-project/opensearch-go"],
            .rust: ["opensearch"],
            .ruby: ["opensearch-ruby"],
            .php: ["opensearch-project/opensearch-php"],
            .jvm: [
                "org.opensearch.client:opensearch-java", "org.opensearch.client:opensearch-rest-client",
                "org.opensearch.client:spring-data-opensearch-starter",
            ],
            .dotnet: ["opensearch.client"],
        ],
        schemes: ["opensearch"],
        images: ["opensearch"],
        environmentNames: ["OPENSEARCH_URL", "OPENSEARCH_HOST"],
        signs: StoreSigns(
            settings: ["opensearch."],
            charts: ["opensearch"],
            resources: [
                .init("aws_opensearch_domain"),
                .init("aws_opensearchserverless_collection"),
                .init("digitalocean_database_cluster", "engine", ["opensearch"]),
                .init("aiven_opensearch"),
            ]))

    /// Makes the entry.
    package init() {}
}
