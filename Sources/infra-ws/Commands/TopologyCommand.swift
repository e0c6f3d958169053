extension CommandSpec {
    /// `infra-ws topology`
    static let topology = CommandSpec(
        "topology", summary: "print the deployment topology",
        details: """
            Prints which packages deploy independently, which are libraries, and which databases, caches and other \
            components they share.
            """,
        formats: [.table, .json, .dot, .mermaid, .html],
        options: [.root, .filter, .verbose])
}
