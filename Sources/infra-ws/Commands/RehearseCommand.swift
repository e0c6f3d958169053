extension CommandSpec {
    /// `infra-ws rehearse`
    static let rehearse = CommandSpec(
        "rehearse", summary: "the same run without the last write: the report and the diff",
        details: """
            Does everything that `run` does in its private copy, and then prints the report and the diff rather than \
            writing to the repository. Nothing is deployed.
            """,
        formats: [.text, .json, .html],
        options: [.root, .filter, .bundle, .skipInstall, .url, .strict, .concurrency, .timeout, .verbose])
}
