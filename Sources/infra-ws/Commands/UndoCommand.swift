extension CommandSpec {
    /// `infra-ws undo`
    static let undo = CommandSpec(
        "undo", summary: "put back every file that the last command changed",
        details: """
            Puts back every file that the last command that wrote has changed: contents and modes, without the files \
            and folders that it created. If one was edited since, nothing is put back, they are listed, and the exit \
            status is 1.
            """,
        options: [.root, .dryRun, .force, .verbose])
}
