extension CommandSpec {
    /// `infra-ws status`
    static let status = CommandSpec(
        "status", summary: "print what each package has of each bundle",
        details: "Prints a table of packages and bundles: configured, partial, missing, not applicable or skipped.",
        formats: [.table, .json],
        options: [.root, .filter, .bundle, .verbose])
}
