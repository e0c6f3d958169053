import Topology

/// Meilisearch (meilisearch.com/docs).
package struct MeilisearchDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "meilisearch", name: "Meilisearch", kind: .search,
        drivers: [
            .node: ["meilisearch", "@meilisearch/instant-meilisearch"],
            .python: ["meilisearch", "meilisearch-python-sdk"],
            .go: ["github.com/meilisearch/meilisearch-go"],
            .rust: ["meilisearch-sdk"],
            .ruby: ["meilisearch", "meilisearch-rails"],
            .php: ["meilisearch/meilisearch-php", "meilisearch/search-bundle"],
            .jvm: ["com.meilisearch.sdk:meilisearch-java"],
            .dotnet: ["meilisearch"],
            .swift: ["meilisearch-swift"],
        ],
        schemes: ["meilisearch"],
        images: ["meilisearch"],
        environmentNames: ["MEILISEARCH_HOST", "MEILISEARCH_URL", "MEILI_HOST", "MEILI_URL"],
        signs: StoreSigns(
            words: ["meilisearch"],
            charts: ["meilisearch"]))

    /// Makes the entry.
    package init() {}
}
