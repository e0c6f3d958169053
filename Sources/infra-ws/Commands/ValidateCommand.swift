extension CommandSpec {
    /// `infra-ws validate`
    static let validate = CommandSpec(
        "validate", summary: "validate every bundle that is configured",
        details: """
            Starts each unit in a private copy with databases and caches of its own, asks it, stops what it depends \
            on, and asks again. Nothing in the repository is changed.
            """,
        formats: [.text, .json],
        options: [.root, .filter, .bundle, .url, .live, .strict, .concurrency, .timeout, .verbose])
}
