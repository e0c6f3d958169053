extension CommandSpec {
    /// `infra-ws init`
    static let initialise = CommandSpec(
        "init", summary: "create or refresh CONVENTIONS.md and state.json",
        details: """
            Creates `.spec_system/CONVENTIONS.md` and `.spec_system/state.json` from what is detected, or refreshes \
            them in place. Every field and line that infra-ws does not know is kept.
            """,
        options: [.root, .dryRun, .verbose])
}
