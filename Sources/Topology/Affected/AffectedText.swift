import Workspace

/// What `affected` found, for people.
package enum AffectedText {
    /// One name a line. A name that several packages have is written as the path.
    package static func names(of packages: [PackageNode], in graph: TopologyGraph) -> String {
        let counts = Dictionary(grouping: graph.packages, by: \.name).mapValues(\.count)
        return packages.map { package in
            Terminal.sanitised(counts[package.name] == 1 ? package.name : package.path, keepsLines: false) + "\n"
        }.joined()
    }

    /// For each package the way from it to what changed.
    package static func explanation(of packages: [PackageNode], in result: AffectedResult) -> String {
        guard !packages.isEmpty else { return "nothing is affected\n" }
        return packages.map { explanation(of: $0, in: result) }.joined(separator: "\n")
    }

    private static func explanation(of package: PackageNode, in result: AffectedResult) -> String {
        var lines = [title(package.path, result.graph)]
        for (depth, step) in result.answer.chain(from: package.path).enumerated() {
            let indent = String(repeating: "  ", count: depth + 1)
            lines.append(indent + sentence(step.reason, result.graph))
            if step.reason.code == .dependencyAffected { continue }
            let others = result.answer.reasons[step.path]?.dropFirst().filter { $0.code != .dependencyAffected } ?? []
            lines += others.prefix(4).map { indent + sentence($0, result.graph) }
            if others.count > 4 { lines.append(indent + "and \(others.count - 4) more") }
        }
        return lines.map { Terminal.sanitised($0, keepsLines: false) + "\n" }.joined()
    }

    /// Why one package is affected, or why each changed file does not affect it.
    package static func absence(of package: PackageNode, in result: AffectedResult) -> String {
        let title = title(package.path, result.graph)
        if result.answer.reasons[package.path] != nil {
            return "\(title) is affected\n" + explanation(of: package, in: result)
        }
        guard !result.files.isEmpty, let engine = result.engine else { return "\(title): no file changed\n" }
        var groups: [(why: String, files: [String])] = []
        for file in result.files {
            let why = whyNot(file, engine, result.graph)
            if let index = groups.firstIndex(where: { $0.why == why }) {
                groups[index].files.append(file)
            } else {
                groups.append((why, [file]))
            }
        }
        let lines = groups.flatMap { group in
            group.files.prefix(3).map { "  \($0)" }
                + (group.files.count > 3 ? ["  and \(group.files.count - 3) more"] : [])
                + ["    \(group.why)"]
        }
        let count = result.files.count == 1 ? "1 changed file" : "\(result.files.count) changed files"
        return (["\(title) is not affected by \(count)"] + lines)
            .map { Terminal.sanitised($0, keepsLines: false) + "\n" }.joined()
    }

    private static func whyNot(_ file: String, _ engine: AffectedEngine, _ graph: TopologyGraph) -> String {
        let selected = engine.selected(by: [ChangedFile(file)]).paths.sorted()
        if !selected.isEmpty {
            let names = selected.prefix(3).map { title($0, graph) }.joined(separator: ", ")
            let more = selected.count > 3 ? " and \(selected.count - 3) more" : ""
            return "concerns \(names)\(more), on which it does not depend"
        }
        return RootInput.kind(ofPath: file) == nil
            ? "belongs to no package, and nothing that is known reads it"
            : "changed nothing that concerns a package"
    }

    /// `api (apps/api)`.
    static func title(_ path: String, _ graph: TopologyGraph) -> String {
        graph.package(at: path).map { $0.name == path ? path : "\($0.name) (\(path))" } ?? "\(path) (deleted)"
    }

    /// A reason in words.
    static func sentence(_ reason: AffectedReason, _ graph: TopologyGraph) -> String {
        let file = reason.file ?? ""
        let words: String
        switch reason.code {
        case .fileChanged: words = "\(file) changed"
        case .dependencyAffected:
            let kind = reason.kind.map { " (\($0.rawValue))" } ?? ""
            words = "depends on \(title(reason.package ?? "", graph))\(kind)"
        case .lockEntryChanged: words = "\(file) resolves its dependencies otherwise"
        case .lockFileWithoutReader: words = "\(file) changed and cannot be told apart by package"
        case .lockFileUnreadable: words = "\(file) changed and cannot be read"
        case .rootConfiguration: words = "\(file) changed, which its tools read"
        case .toolVersion: words = "\(file) changed, which pins a tool"
        case .globalDependency: words = "\(file) changed, on which the task runner is told that everything depends"
        case .deployConfiguration: words = "\(file) changed, which says how it is deployed"
        case .imageInput: words = "\(file) changed, which its Dockerfile copies"
        case .baseUnresolved: words = "the commit to compare from is not known here"
        case .shallowHistory: words = "the history was cut off before the commit to compare from"
        case .baseUnreadable: words = "what the repository was before cannot be read"
        case .neverDeployed: words = "no commit is known from which it was deployed"
        case .deletedManifest: words = "a package was deleted, and who depended on it is not known"
        }
        return words + (reason.detail.map { ": \($0)" } ?? "") + " [\(reason.code.rawValue)]"
    }
}
