import Topology

/// Elasticsearch (elastic.co/guide).
package struct ElasticsearchDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "elasticsearch", name: "Elasticsearch", kind: .search,
        drivers: [
            .node: ["@elastic/elasticsearch", "elasticsearch", "@nestjs/elasticsearch"],
            .python: ["elasticsearch", "elasticsearch-dsl", "django-elasticsearch-dsl"],
            .go: ["github.com/elastic/go-elasticsearch", "github.com/olivere/elastic"],
            .rust: ["elasticsearch"],
            .ruby: ["elasticsearch", "searchkick", "elasticsearch-model", "chewy"],
            .php: ["elasticsearch/elasticsearch", "friendsofsymfony/elastica-bundle", "ruflin/elastica"],
            .jvm: [
                "org.springframework.boot:spring-boot-starter-data-elasticsearch",
                "co.elastic.clients:elasticsearch-java", "org.elasticsearch.client:elasticsearch-rest-client",
                "io.quarkus:quarkus-elasticsearch-java-client",
            ],
            .dotnet: ["elastic.clients.elasticsearch", "nest"],
            .elixir: ["elasticsearch"],
        ],
        schemes: ["elasticsearch"],
        images: ["elasticsearch", "elasticsearch-oss"],
        environmentNames: [
            "ELASTICSEARCH_URL", "ELASTIC_URL", "ES_URL", "ELASTICSEARCH_HOST", "ELASTICSEARCH_HOSTS",
        ],
        signs: StoreSigns(
            calls: ["AddElasticsearch", "AddElasticsearchClient"],
            settings: ["spring.elasticsearch.", "quarkus.elasticsearch."],
            charts: ["elasticsearch"],
            resources: [
                .init("aws_elasticsearch_domain"),
                .init("ec_deployment"),
                .init("elasticstack_elasticsearch_index"),
            ]))

    /// Makes the entry.
    package init() {}
}
