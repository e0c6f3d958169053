/// The inputs of a unit as patterns of `on.push.paths`.
enum GitHubPatterns {
    /// The patterns in the order of their paths, so that a folder stands before what lies in it: the last match decides.
    /// Empty where every file counts.
    static func of(_ inputs: DeployInputs, workflow: String) -> [String] {
        if inputs.inputs.contains(where: { $0.path == "." }), inputs.exclusions.isEmpty { return [] }
        var entries: [(path: String, pattern: String)] = inputs.inputs.map { input in
            let path = GitHubPathPattern.escaping(input.path)
            let pattern = input.path == "." ? "**" : input.isFolder ? path + "/**" : path
            return (input.path == "." ? "" : input.path, pattern)
        }
        entries += inputs.exclusions.map { ($0, "!" + GitHubPathPattern.escaping($0) + "/**") }
        if !inputs.covers(workflow) { entries.append((workflow, GitHubPathPattern.escaping(workflow))) }
        return entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }.map(\.pattern)
    }
}
