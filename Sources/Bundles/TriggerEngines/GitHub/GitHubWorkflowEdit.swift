import Topology
import Workspace

/// Mends a workflow that is there: completes `paths`, takes out what is gone, adds the step that lacks.
struct GitHubWorkflowEdit: Sendable {
    let workflow: GitHubWorkflow
    let job: DeployJob
    let files: RepositoryFiles
    /// The branch whose pushes deploy.
    let branch: String

    private static let pathsKey = ["on", "push", "paths"]

    /// The change; nil where nothing lacks.
    ///
    /// - Throws: `edit/...` where the file cannot be edited.
    func change() throws(Diagnostic) -> FileChange? {
        var document = workflow.document
        try addStep(&document)
        try editPaths(&document)
        guard document.bytes != workflow.document.bytes else { return nil }
        return .edit(
            workflow.path, original: workflow.document.bytes, new: document.bytes,
            why: "deploys \(job.unit.path) when something that it is made from changes")
    }

    /// Adds the step behind those of the last job where none deploys to the platform.
    private func addStep(_ document: inout Document) throws(Diagnostic) {
        guard !workflow.has(job.steps.marks), let name = workflow.steps.last?.job else { return }
        try GitHubWorkflowText.validate(job)
        let environment: [(key: String, value: YAMLValue)] = job.steps.secrets.sorted { $0.variable < $1.variable }.map
        {
            (key: $0.variable, value: .string("${{ secrets.\($0.secret) }}"))
        }
        let step: YAMLValue = .mapping([
            (key: "name", value: .string(job.steps.title)), (key: "env", value: .mapping(environment)),
            (key: "run", value: .string(job.steps.script.joined(separator: "\n") + "\n")),
        ])
        let edits = try YAMLEditor.append(step, toSequenceAt: ["jobs", name, "steps"], in: document)
        try apply(edits, to: &document)
    }

    private func editPaths(_ document: inout Document) throws(Diagnostic) {
        if workflow.filter == nil { return try addPush(&document) }
        guard let filter = workflow.filter as? GitHubPathFilter, !filter.ignores else { return }
        let wanted = GitHubPatterns.of(job.inputs, workflow: workflow.path)
        let old = filter.parts
        let kept = old.filter { !isGone($0) && !isSuperfluous($0) }
        let missing = wanted.filter { !isCovered($0, by: GitHubPathFilter(kept)) }
        if kept.count == old.count, missing.isEmpty { return }
        if workflow.isGenerated {
            // Ours is sorted; what a person added stays behind it.
            let list = wanted + kept.filter { !wanted.contains($0) }
            try apply(
                YAMLEditor.set(.sequence(list.map { .string($0) }), at: Self.pathsKey, in: document), to: &document)
            return
        }
        if kept.count != old.count { try remove(Set(old).subtracting(kept), from: &document) }
        for pattern in missing {
            try apply(YAMLEditor.append(.string(pattern), toSequenceAt: Self.pathsKey, in: document), to: &document)
        }
    }

    /// Lets pushes start a workflow that only a person starts.
    private func addPush(_ document: inout Document) throws(Diagnostic) {
        let patterns = GitHubPatterns.of(job.inputs, workflow: workflow.path)
        var push: [(key: String, value: YAMLValue)] = [(key: "branches", value: .flow([.string(branch)]))]
        if !patterns.isEmpty { push.append((key: "paths", value: .sequence(patterns.map { .string($0) }))) }
        if let on = document.root["on"], on.members.isEmpty {
            let events = GitHubWorkflow.list(on).map { (key: $0, value: YAMLValue.null) }
            let value: YAMLValue = .mapping([(key: "push", value: .mapping(push))] + events)
            return try apply(YAMLEditor.set(value, at: ["on"], in: document), to: &document)
        }
        try apply(YAMLEditor.set(.mapping(push), at: ["on", "push"], in: document), to: &document)
    }

    /// Takes elements out of the list: whole lines of a list with one element on each, else the list is written anew.
    private func remove(_ patterns: Set<String>, from document: inout Document) throws(Diagnostic) {
        guard let elements = document.root[path: "on", "push", "paths"]?.elements else { return }
        let bytes = document.bytes
        var edits: [TextEdit] = []
        for element in elements where patterns.contains(element.scalarText ?? "") {
            let start = bytes[..<element.span.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let end = bytes[element.span.upperBound...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
            let before = bytes[start..<element.span.lowerBound]
            guard before.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }),
                before.contains(UInt8(ascii: "-"))
            else {
                let rest = elements.compactMap(\.scalarText).filter { !patterns.contains($0) }
                let list: YAMLValue = .flow(rest.map { .string($0) })
                return try apply(YAMLEditor.set(list, at: Self.pathsKey, in: document), to: &document)
            }
            edits.append(TextEdit(range: start..<end, replacement: ""))
        }
        try apply(edits, to: &document)
    }

    private func isCovered(_ pattern: String, by filter: GitHubPathFilter) -> Bool {
        if filter.parts.contains(pattern) { return true }
        let parsed = GitHubPathPattern(pattern)
        if parsed.isNegated { return !workflow.isGenerated }
        guard let path = parsed.fixedPath else { return false }
        let under = files.under(path).filter { job.inputs.covers($0) }
        return (under.isEmpty ? [path] : Array(under)).allSatisfy { filter.includes($0) }
    }

    /// Whether a pattern names something that is gone.
    private func isGone(_ pattern: String) -> Bool {
        guard let path = GitHubPathPattern(pattern).fixedPath, path != workflow.path else { return false }
        return !files.contains(path) && !files.hasFolder(path)
    }

    /// Whether a pattern of ours names a package that the unit does not depend on any more.
    private func isSuperfluous(_ pattern: String) -> Bool {
        let parsed = GitHubPathPattern(pattern)
        guard workflow.isGenerated, !parsed.isNegated, let path = parsed.fixedPath else { return false }
        return path != "." && job.packages.contains(path) && !job.inputs.packages.contains(path)
            && !job.inputs.inputs.contains { RelativePath.isInside($0.path, path) }
    }

    private func apply(_ edits: [TextEdit], to document: inout Document) throws(Diagnostic) {
        guard !edits.isEmpty else { return }
        let bytes = try TextEdit.apply(edits, to: document.bytes)
        guard let parsed = try YAMLParser.parse(bytes, path: document.path).first else { return }
        document = parsed
    }
}
