/// What a change affects, slow and obvious: every package whose files changed, closed over dependents.
package struct SlowReference: Sendable {
    private let before: Set<String>
    private let after: Set<String>
    private let edges: [(from: String, to: String)]

    /// Makes a reference.
    ///
    /// - Parameters:
    ///   - before: The folders of the packages before the change.
    ///   - after: The same after it.
    ///   - edges: Folders of both states: the first depends on the second.
    package init(before: Set<String>, after: Set<String>, edges: [(from: String, to: String)]) {
        self.before = before
        self.after = after
        self.edges = edges
    }

    /// The folders of the packages that changed files affect: each file belongs to a package of each state in which
    /// it is there.
    package func affected(by files: [(path: String, wasThere: Bool, isThere: Bool)]) -> Set<String> {
        var affected: Set<String> = []
        for (file, wasThere, isThere) in files {
            for (packages, counts) in [(before, wasThere), (after, isThere)] where counts {
                let holders = packages.filter { $0 == "." || file.hasPrefix($0 + "/") || file == $0 }
                let depth = { (path: String) in path == "." ? 0 : path.split(separator: "/").count }
                if let owner = holders.max(by: { depth($0) < depth($1) }) { affected.insert(owner) }
            }
        }
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for edge in edges where affected.contains(edge.to) && !affected.contains(edge.from) {
                affected.insert(edge.from)
                isGrowing = true
            }
        }
        return affected
    }
}
