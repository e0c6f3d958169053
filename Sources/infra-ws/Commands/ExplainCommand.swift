import Topology
import Workspace

/// Prints every fact about a package.
struct ExplainCommand: Subcommand {
    /// The declaration.
    let spec = CommandSpec.explain
    /// It only reads.
    let interruption = Interruption.endsAtOnce

    /// Prints the page of the package that is named by its name or path.
    func run(_ options: GlobalOptions, output: Output) async throws(Diagnostic) -> CommandStatus {
        let input = try await RecognisedInput.read(options)
        let whole = input.recognised.graph
        let packages = try await whole.packages(
            meant: options.arguments[0], from: input.folder, changes: input.changes)
        if options.format == .json {
            output.document(JSONText.encode(TopologyJSON.explanation(of: packages), sortedKeys: true))
            return .success
        }
        for package in packages { output.result(ExplainText.render(package, in: whole, names: input.names)) }
        return .success
    }
}

extension CommandSpec {
    /// `infra-ws explain`
    static let explain = CommandSpec(
        "explain", summary: "print every fact about a package and where it comes from",
        details: "Prints every fact that is held about a package, each with the file and line that it comes from.",
        argument: ArgumentSpec("PACKAGE"), formats: [.text, .json],
        options: [.root, .verbose])
}
