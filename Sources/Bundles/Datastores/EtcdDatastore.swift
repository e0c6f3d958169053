import Topology

/// etcd (etcd.io/docs).
package struct EtcdDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "etcd", name: "etcd", kind: .database,
        drivers: [
            .node: ["etcd3"],
            .python: ["etcd3", "python-etcd"],
            .go: ["go.etcd.io/etcd/client"],
            .rust: ["etcd-client"],
            .jvm: ["io.etcd:jetcd-core"],
            .dotnet: ["dotnet-etcd"],
        ],
        schemes: ["etcd"],
        images: ["etcd"],
        environmentNames: ["ETCD_ENDPOINTS", "ETCD_URL"],
        signs: StoreSigns(
            charts: ["etcd"]))

    /// Makes the entry.
    package init() {}
}
