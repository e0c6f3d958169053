import Topology
import Workspace

/// Prints the deployment topology.
struct TopologyCommand: Subcommand {
    /// The declaration.
    let spec = CommandSpec.topology
    /// It only reads.
    let interruption = Interruption.endsAtOnce

    /// Prints the topology in the form that was asked for; warnings go to standard error.
    func run(_ options: GlobalOptions, output: Output) async throws(Diagnostic) -> CommandStatus {
        let input = try await RecognisedInput.read(options)
        input.outliveCommand()
        let graph = input.graph
        input.notes.forEach(output.progress.note)
        switch options.format {
        case .json: output.document(await TopologyJSON.renderInParallel(graph))
        case .dot: output.document(TopologyDiagram.dot(graph, names: input.names))
        case .mermaid: output.document(TopologyDiagram.mermaid(graph, names: input.names))
        case .html: output.document(TopologyPage.html(graph, names: input.names))
        default: output.result(TopologyTable.render(graph, names: input.names))
        }
        // The JSON holds them already.
        if options.format != .json { output.report(graph.warnings) }
        return .success
    }
}

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
