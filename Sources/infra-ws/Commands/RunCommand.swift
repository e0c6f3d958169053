extension CommandSpec {
    /// `infra-ws run`
    static let run = CommandSpec(
        "run", summary: "add one bundle and validate all that are configured",
        details: """
            Detects what is there, compares it with the four bundles, selects the first one that is missing, implements \
            it for each unit, validates every configured bundle, fixes what fails, records, reports and recommends what \
            comes next. The work is done in a private copy; what was proved there is written in one transaction.
            """,
        formats: [.text, .json, .html],
        options: [
            .root, .filter, .bundle, .dryRun, .skipInstall, .url, .live, .strict, .concurrency, .timeout, .verbose,
        ])
}
