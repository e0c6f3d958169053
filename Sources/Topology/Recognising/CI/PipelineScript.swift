import Workspace

/// A script of a pipeline that may stand in several scalars, all run by one shell.
struct PipelineScript: Sendable {
    private var text = ""
    private var places: [FilePlace] = []

    /// Joins the scalars of a node: one, a list of them, or lists of lists as YAML anchors make them.
    ///
    /// - Parameters:
    ///   - nodes: The scalars or lists, in the order in which they run.
    ///   - document: The file.
    ///   - substitute: Puts in what the engine puts in before the shell sees the text.
    init(_ nodes: [DocumentNode?], in document: Document, _ substitute: (String) -> String = { $0 }) {
        for node in nodes.compactMap(\.self) { append(node, document, substitute, depth: 0) }
    }

    /// One line that stands for a node.
    init(line: String, at place: FilePlace) {
        text = line
        places = line.split(separator: "\n", omittingEmptySubsequences: false).map { _ in place }
    }

    private mutating func append(
        _ node: DocumentNode, _ document: Document, _ substitute: (String) -> String, depth: Int
    ) {
        guard let script = node.string else {
            guard depth < 4 else { return }
            for element in node.elements { append(element, document, substitute, depth: depth + 1) }
            return
        }
        for (index, line) in substitute(script).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            text += line + "\n"
            places.append(document.place(of: node, line: index))
        }
    }

    /// The steps that it consists of.
    func steps(
        folder: String?, variables: [String: String], job: String, isForPullRequests: Bool, _ calls: CICalls
    ) -> [CIStep] {
        calls.commands(in: text, folder: folder, variables: variables).compactMap { command in
            guard places.indices.contains(command.line) else { return nil }
            return CIStep(
                .command(command.words), folder: command.folder, at: places[command.line], job: job,
                isForPullRequests: isForPullRequests)
        }
    }
}

/// What an engine puts into texts before it uses them: names in marks, such as `${{ matrix.service }}`.
struct PipelineValues: Sendable {
    /// Values by name, such as `matrix.service`.
    var values: [String: String] = [:]
    /// The mark before a name.
    var open = "${{"
    /// The mark behind it.
    var close = "}}"

    /// A text with every name that has a value replaced.
    func expand(_ text: String) -> String {
        guard !values.isEmpty, text.contains(open) else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: open), let end = rest[start.upperBound...].firstRange(of: close) {
            let name = rest[start.upperBound..<end.lowerBound].trimmed
            result += rest[..<start.lowerBound]
            result += values[name] ?? String(rest[start.lowerBound..<end.upperBound])
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    /// The values of a mapping of scalars, each under a name with a prefix, put in where they name others.
    mutating func add(_ node: DocumentNode?, prefix: String) {
        for member in node?.members ?? [] {
            if let text = member.value.scalarText { values[prefix + member.key] = expand(text) }
            for inner in member.value.members {
                if let text = inner.value.scalarText { values[prefix + member.key + "." + inner.key] = expand(text) }
            }
        }
    }
}
