import Topology
package import Workspace

/// Holds triggers against commits that were made: what each would have deployed, and what it had to.
package struct TriggerReplay: Sendable {
    /// One commit.
    package struct Row: Sendable, Hashable {
        /// Its id.
        package var commit: GitCommit
        /// How many files it changed.
        package var fileCount: Int
        /// Paths of the units whose trigger fires.
        package var fired: [String]
        /// Paths of the units that the change reaches through the graph.
        package var needed: [String]

        /// Units that should have been deployed and are not.
        package var missed: [String] { needed.filter { !fired.contains($0) } }
        /// Units that are deployed without need.
        package var extra: [String] { fired.filter { !needed.contains($0) } }
    }

    /// The commits, newest first.
    package var rows: [Row]

    /// Replays commits over the triggers as they are committed, or as they would be written where a unit has none.
    package init(_ commits: [(commit: GitCommit, changed: [String])], over triggers: [UnitTrigger]) {
        rows = commits.map { commit, changed in
            Row(
                commit: commit, fileCount: changed.count,
                fired: triggers.filter { Self.filter(of: $0)?.fires(on: changed) ?? false }.map(\.unit.path),
                needed: triggers.filter { trigger in
                    trigger.provider != nil && changed.contains { trigger.inputs.covers($0) }
                }.map(\.unit.path))
        }
    }

    /// Reads the last commits of the first-parent history and replays them.
    ///
    /// - Throws: `git-failed`, `unknown-ref` outside git or without a commit.
    package static func read(
        _ count: Int, root: String, over triggers: [UnitTrigger], runner: any ToolRunner
    ) async throws(Diagnostic) -> TriggerReplay {
        let git = GitTool(folder: root, runner: runner)
        let history = try await git.history(of: git.commit("HEAD"), count: count + 1)
        var commits: [(commit: GitCommit, changed: [String])] = []
        for (commit, parent) in zip(history, history.dropFirst()) {
            commits.append((commit, try await git.changedFiles(since: parent, until: commit)))
        }
        return TriggerReplay(commits, over: triggers)
    }

    /// Whether some unit would not have been deployed that should have been.
    package var hasMissed: Bool { rows.contains { !$0.missed.isEmpty } }

    private static func filter(of trigger: UnitTrigger) -> (any ChangeFilter)? {
        guard let committed = trigger.committed, committed.hasStep, !trigger.isOpaque else { return trigger.wanted }
        return committed.filter
    }

    /// A table with a line for each commit, and the sums.
    package func render() -> String {
        var lines = ["| Commit | Files | Deploys | Missed | Extra |", "|--------|-------|---------|--------|-------|"]
        lines += rows.map { row in
            let cells = [
                String(row.commit.rawValue.prefix(12)), String(row.fileCount), Self.list(row.fired),
                Self.list(row.missed), Self.list(row.extra),
            ]
            return "| " + cells.map { MarkdownText.cell($0) }.joined(separator: " | ") + " |"
        }
        let missed = rows.reduce(0) { $0 + $1.missed.count }
        let extra = rows.reduce(0) { $0 + $1.extra.count }
        let word = rows.count == 1 ? "commit" : "commits"
        lines += ["", "\(rows.count) \(word): \(missed) missed, \(extra) extra"]
        if rows.contains(where: { $0.fileCount > GitHubPathFilter.fileLimit }) {
            lines.append(
                "GitHub looks at the first \(GitHubPathFilter.fileLimit) files of a push alone; a larger commit may be missed"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func list(_ paths: [String]) -> String { paths.isEmpty ? "-" : paths.joined(separator: ", ") }
}
