import Topology

/// Typesense (typesense.org/docs).
package struct TypesenseDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "typesense", name: "Typesense", kind: .search,
        drivers: [
            .node: ["typesense", "typesense-instantsearch-adapter"],
            .python: ["typesense"],
            .go: ["github.com/typesense/typesense-go"],
            .ruby: ["typesense"],
            .php: ["typesense/typesense-php"],
            .jvm: ["org.typesense:typesense-java"],
            .dotnet: ["typesense"],
        ],
        schemes: ["typesense"],
        images: ["typesense"],
        environmentNames: ["TYPESENSE_HOST", "TYPESENSE_URL"],
        signs: StoreSigns(
            words: ["typesense"],
            charts: ["typesense"]))

    /// Makes the entry.
    package init() {}
}
