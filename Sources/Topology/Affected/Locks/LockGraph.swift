package import Workspace

/// What a lock file resolves: who asks for what, and what that needs in turn.
package struct LockGraph: Sendable {
    /// One resolved dependency, or one package of the repository that has some.
    struct Node: Sendable {
        /// Text that differs when it is resolved otherwise: version, checksum, what was asked for.
        var text: String
        /// Keys of what it needs.
        var needs: Set<String> = []
    }

    /// What the packages of the repository ask for: by folder relative to that of the lock file, or by name.
    var importers: [String: Node] = [:]
    /// Resolved dependencies by key.
    var resolved: [String: Node] = [:]
    /// Whether `importers` is by name.
    var isByName = false

    /// For each importer of either graph that resolves otherwise in the other one, the dependencies that it asked for
    /// and that differ, sorted. The time is that of one walk over each graph.
    package static func changes(from before: LockGraph, to after: LockGraph) -> [String: [String]] {
        let changed = Set(before.resolved.keys).union(after.resolved.keys).filter { key in
            let (old, new) = (before.resolved[key], after.resolved[key])
            return old?.text != new?.text || old?.needs != new?.needs
        }
        let tainted = (before.reaching(changed), after.reaching(changed))
        var changes: [String: [String]] = [:]
        for importer in Set(before.importers.keys).union(after.importers.keys) {
            let (old, new) = (before.importers[importer], after.importers[importer])
            let gone = (old?.needs ?? []).symmetricDifference(new?.needs ?? [])
            let differing = gone.union((old?.needs ?? []).intersection(tainted.0))
                .union((new?.needs ?? []).intersection(tainted.1))
            guard !differing.isEmpty || old?.text != new?.text else { continue }
            changes[importer] = differing.sorted()
        }
        return changes
    }

    /// Some keys and all that need them.
    private func reaching(_ keys: Set<String>) -> Set<String> {
        var users: [String: [String]] = [:]
        for (key, node) in resolved { for need in node.needs { users[need, default: []].append(key) } }
        var reached = keys
        var open = Array(keys)
        while let next = open.popLast() {
            for user in users[next] ?? [] where reached.insert(user).inserted { open.append(user) }
        }
        return reached
    }
}

/// A lock file that can be told apart by package. One file for each format; `LockFileReaders.all` lists them.
package protocol LockFileReader: Sendable {
    /// Base names of the files that it reads.
    var names: [String] { get }

    /// Reads a lock file.
    ///
    /// - Throws: A diagnostic where it cannot be parsed, or has a form that the reader does not know.
    func read(_ bytes: [UInt8], path: String) throws(Diagnostic) -> LockGraph
}

/// The lock files that can be told apart by package.
package enum LockFileReaders {
    /// Every reader.
    static let all: [any LockFileReader] = [PnpmLockFile(), NpmLockFile(), UvLockFile(), CargoLockFile()]

    /// The reader of a base name; nil where there is none yet.
    package static func reader(of name: String) -> (any LockFileReader)? {
        all.first { $0.names.contains(name) }
    }
}

extension DocumentNode {
    /// Text that is the same for two nodes that mean the same, whatever the order of their members.
    var canonicalText: String {
        switch value {
        case .null: "~"
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .number(_, let text), .dateTime(let text, _): text
        case .string(let text): text.debugDescription
        case .sequence(let nodes): "[" + nodes.map(\.canonicalText).joined(separator: ",") + "]"
        case .mapping(let members):
            "{"
                + members.map { "\($0.key.debugDescription):\($0.value.canonicalText)" }.sorted()
                .joined(separator: ",") + "}"
        }
    }

    /// The same without some members.
    func canonicalText(without keys: Set<String>) -> String {
        guard case .mapping(let members) = value else { return canonicalText }
        return members.filter { !keys.contains($0.key) }.map { "\($0.key.debugDescription):\($0.value.canonicalText)" }
            .sorted().joined(separator: ",")
    }
}

extension Diagnostic {
    /// A lock file has a form that its reader does not know.
    static func unknownLockForm(_ path: String) -> Diagnostic {
        .error("lock-file-form", "the lock file has a form that is not known", at: FilePlace(path))
    }
}
