import Workspace

/// A workflow as it is committed.
struct GitHubWorkflow: Sendable {
    /// The first words of a file of ours.
    static let mark = "# Made by infra-ws"
    /// Words of a file's name that say that it deploys.
    private static let deployWords: Set<String> = ["deploy", "deployment", "release", "cd", "publish"]

    /// The file.
    let document: Document

    /// Reads a workflow.
    init(_ document: Document) {
        self.document = document
    }

    /// Path of the file.
    var path: String { document.path }

    /// Whether we wrote it.
    var isGenerated: Bool { document.bytes.starts(with: Self.mark.utf8) }

    /// The unit that a file of ours deploys, by its short name in the file's name.
    var generatedSlug: String? {
        let name = RelativePath.baseName(of: path)
        guard name.hasPrefix("deploy-"), name.hasSuffix(".yml") else { return nil }
        let slug = name.dropFirst("deploy-".count).dropLast(".yml".count)
        return slug.hasSuffix("-infra") ? String(slug.dropLast("-infra".count)) : String(slug)
    }

    /// `on.push`; nil where pushes to branches do not start it.
    var push: DocumentNode? {
        guard let on = document.root["on"] else { return nil }
        if on.string == "push" { return on }
        if let word = on.elements.first(where: { $0.string == "push" }) { return word }
        guard let push = on["push"] else { return nil }
        return GitHubPushFilter(push).answersBranches ? push : nil
    }

    /// Which pushes start it; nil where none does. What is started by a tag, a release or another workflow looks at no
    /// paths.
    var filter: (any ChangeFilter)? {
        guard let push else { return isStartedByEvents ? EveryChange() : nil }
        if let paths = push["paths"] { return GitHubPathFilter(Self.list(paths)) }
        if let paths = push["paths-ignore"] { return GitHubPathFilter(Self.list(paths), ignores: true) }
        return EveryChange()
    }

    /// Whether something else than a person starts it.
    private var isStartedByEvents: Bool {
        guard let on = document.root["on"] else { return false }
        let events = Self.list(on) + on.members.map(\.key)
        return events.contains { ["push", "release", "workflow_run", "schedule", "create", "deployment"].contains($0) }
    }

    /// The line of the filter, of `push`, of `on`, or of the file.
    var triggerPlace: FilePlace {
        let member = push?.members.first { $0.key == "paths" || $0.key == "paths-ignore" }
        if let member { return document.place(of: member) }
        if let push { return document.place(of: push) }
        return document.root.members.first { $0.key == "on" }.map { document.place(of: $0) }
            ?? FilePlace(path, line: 1)
    }

    /// Branches that `on.push` names without wildcards.
    var pushBranches: [String] {
        guard let branches = push?["branches"] else { return [] }
        return Self.list(branches).filter { !$0.contains { "*?+[]!".contains($0) } }
    }

    /// All steps, each with the key of its job.
    var steps: [(job: String, node: DocumentNode)] {
        (document.root["jobs"]?.members ?? []).flatMap { job in
            (job.value["steps"]?.elements ?? []).map { (job.key, $0) }
        }
    }

    /// Whether a step runs or uses something with one of some words in it.
    func has(_ words: [String]) -> Bool {
        steps.contains { step in
            let text = (step.node["run"]?.string ?? "") + "\n" + (step.node["uses"]?.string ?? "")
            return words.contains { text.contains($0) }
        }
    }

    /// How surely it deploys a unit: 0 not at all, 1 it is called a release and could, 2 it deploys to the platform and
    /// could be about the unit, 3 and names the unit, 4 it is the file that the unit's would be called.
    func relation(to job: DeployJob) -> Int {
        let words = RelativePath.baseName(of: path).lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let isNamedAsDeployment = words.contains { Self.deployWords.contains($0) }
        let slugWords = job.names.slug.split(separator: "-").map(String.init)
        let isNamedAfter = Set(slugWords).isSubset(of: Set(words))
        if isNamedAsDeployment, isNamedAfter, has(job.steps.marks) || isGenerated { return 4 }
        if has(job.steps.marks) {
            if mentions(job.unit.path) { return 3 }
            return job.names.isAlone && !isGenerated && isNamedAsDeployment ? 2 : 0
        }
        let isOfUnit = isNamedAfter || (job.isOnlyUnit && !isGenerated)
        return isNamedAsDeployment && isOfUnit && push != nil && !steps.isEmpty ? 1 : 0
    }

    /// Whether its text names a folder.
    private func mentions(_ folder: String) -> Bool {
        folder != "." && document.bytes.firstRange(of: Array(folder.utf8)) != nil
    }

    /// A list, or one word in place of a list of one.
    static func list(_ node: DocumentNode) -> [String] {
        node.string.map { [$0] } ?? node.elements.compactMap(\.scalarText)
    }
}
