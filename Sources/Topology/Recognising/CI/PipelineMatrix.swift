import Workspace

/// The combinations of a matrix (docs.github.com, "Workflow syntax", `jobs.<job_id>.strategy.matrix`).
enum PipelineMatrix {
    /// How many combinations are looked at.
    static let maximumCombinations = 128

    /// One mapping of names to values for each job that the matrix makes; a single empty one where there is none.
    ///
    /// A value that is a mapping gives a name for each of its members, such as `service.path`. A list that only an
    /// expression knows is left out.
    static func combinations(of matrix: DocumentNode?) -> [[String: String]] {
        guard let matrix, !matrix.members.isEmpty else { return [[:]] }
        var combinations: [[String: String]] = [[:]]
        for member in matrix.members where member.key != "include" && member.key != "exclude" {
            let values = member.value.elements.map { named($0, member.key) }
            guard !values.isEmpty else { continue }
            combinations = combinations.flatMap { known in values.map { known.merging($0) { $1 } } }
            combinations = Array(combinations.prefix(maximumCombinations))
        }
        var alone: [[String: String]] = []
        for entry in (matrix["include"]?.elements ?? []).prefix(maximumCombinations) {
            let added = entry.members.reduce(into: [String: String]()) {
                $0.merge(named($1.value, $1.key)) { $1 }
            }
            // It adds to the combinations that it contradicts nowhere, or is one of its own.
            let fitting = combinations.indices.filter { index in
                !combinations[index].isEmpty
                    && added.allSatisfy { (combinations[index][$0.key] ?? $0.value) == $0.value }
            }
            if fitting.isEmpty { alone.append(added) }
            for index in fitting { combinations[index].merge(added) { $1 } }
        }
        if combinations == [[:]], !alone.isEmpty { return alone }
        return combinations + alone
    }

    private static func named(_ node: DocumentNode, _ name: String) -> [String: String] {
        if let text = node.scalarText { return [name: text] }
        return node.members.reduce(into: [String: String]()) { result, member in
            if let text = member.value.scalarText { result[name + "." + member.key] = text }
        }
    }
}
