extension CommandSpec {
    /// `infra-ws explain`
    static let explain = CommandSpec(
        "explain", summary: "print every fact about a package and where it comes from",
        details: "Prints every fact that is held about a package, each with the file and line that it comes from.",
        argument: ArgumentSpec("PACKAGE"), formats: [.text, .json],
        options: [.root, .verbose])
}
