import Synchronization
package import Workspace

/// The private copy with the plans of all units applied to it.
///
/// Plans are kept by owner, so that one unit's plan can be replaced or taken back while its neighbours keep theirs;
/// a file that several units want to change always holds the merge of what they want now.
package final class Workshop: Sendable {
    /// The copy.
    package let copy: PrivateCopy
    /// What was fetched into it because this machine lacks it.
    package let tools: PrivateTools

    private struct State {
        var plans: [String: [FileChange]] = [:]
        var applied = ChangeSet()
    }

    private let state = Mutex(State())

    /// Works in a copy that holds the repository's files unchanged.
    package init(copy: PrivateCopy, tools: PrivateTools) {
        self.copy = copy
        self.tools = tools
    }

    /// Replaces the plan of one owner and brings the copy's files up to date.
    ///
    /// - Throws: The reason where the plan overlaps another owner's, or the copy cannot be written; the owner then
    ///   has no plan.
    package func setPlan(_ changes: [FileChange], of owner: String) throws(Diagnostic) {
        let problem: Diagnostic? = state.withLock { state in
            var next = state
            next.plans[owner] = changes.isEmpty ? nil : changes
            let merged = Self.merge(next.plans)
            if let rejected = merged.rejected.first(where: { $0.owner == owner }) {
                next.plans[owner] = nil
                let fallback = Self.merge(next.plans)
                let failure = Self.write(from: state.applied, to: fallback.changes, in: copy.tree)
                state = State(plans: next.plans, applied: fallback.changes)
                return failure ?? rejected.reason
            }
            let failure = Self.write(from: state.applied, to: merged.changes, in: copy.tree)
            state = State(plans: next.plans, applied: merged.changes)
            return failure
        }
        if let problem { throw problem }
    }

    /// The merge of the plans of some owners: what a transaction writes to the repository.
    package func changes(of owners: Set<String>) -> ChangeSet.Merged {
        Self.merge(state.withLock { state in state.plans.filter { owners.contains($0.key) } })
    }

    private static func merge(_ plans: [String: [FileChange]]) -> ChangeSet.Merged {
        ChangeSet.merge(plans.sorted { $0.key < $1.key }.map { OwnedChanges(owner: $0.key, changes: $0.value) })
    }

    /// Writes what differs between two change sets into the copy; returns what went wrong.
    private static func write(from old: ChangeSet, to new: ChangeSet, in tree: String) -> Diagnostic? {
        let paths = Set(old.changes.map(\.path)).union(new.changes.map(\.path))
        for path in paths.sorted() {
            let before = old[path]
            let after = new[path]
            if before == after { continue }
            do throws(Diagnostic) {
                try write(before: before, after: after, at: tree + "/" + path)
            } catch {
                return error
            }
        }
        return nil
    }

    private static func write(before: FileChange?, after: FileChange?, at path: String) throws(Diagnostic) {
        switch (before, after?.kind) {
        case (_, .create(let bytes, let mode)):
            try FileSystemAccess.makeFolder(Self.parent(of: path), withParents: true)
            try FileSystemAccess.write(bytes, to: path, mode: UInt16(truncatingIfNeeded: mode))
        case (_, .edit(_, let new)):
            try FileSystemAccess.write(new, to: path, mode: Self.mode(of: path))
        case (_, .remove):
            try FileSystemAccess.removeTree(path)
        case (.some(let change), nil):
            // The owner took its plan back: an edited file gets its own bytes, a created one goes.
            if let original = change.original {
                try FileSystemAccess.write(original, to: path, mode: Self.mode(of: path))
            } else {
                try FileSystemAccess.removeTree(path)
            }
        case (nil, nil):
            return
        }
    }

    private static func mode(of path: String) -> UInt16 {
        FileSystemAccess.information(path)?.mode ?? 0o644
    }

    private static func parent(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
    }
}
