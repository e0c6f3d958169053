/// Finds the names that somebody who mistyped one may have meant.
package enum NearestNames {
    /// Looks for the known names that are close to a mistyped one, nearest first and then in alphabetical order.
    ///
    /// Close means at most one edit for each three characters of the longer name, and never more than three. Capital
    /// and small letters are the same, and swapping two neighbours is one edit.
    ///
    /// - Parameters:
    ///   - name: What was written.
    ///   - known: What could have been meant; duplicates are named once.
    ///   - limit: The most names to return.
    /// - Returns: Names of `known`; none if nothing is close.
    package static func to(_ name: String, among known: some Sequence<String>, limit: Int = 1) -> [String] {
        let written = Array(name.lowercased().unicodeScalars)
        // A name of that length matches nothing that people type, and the distance is quadratic.
        guard written.count <= 256 else { return [] }
        var near: [(distance: Int, name: String)] = []
        for candidate in Set(known) {
            let letters = Array(candidate.lowercased().unicodeScalars)
            let allowed = min(3, max(written.count, letters.count) / 3)
            guard abs(written.count - letters.count) <= allowed else { continue }
            let distance = editDistance(written, letters)
            if distance <= allowed { near.append((distance, candidate)) }
        }
        near.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
        return near.prefix(limit).map(\.name)
    }

    /// Insertions, removals, replacements and swaps of neighbours that turn one word into the other.
    private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let replacing = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
                var best = min(replacing, previous[column] + 1, current[column - 1] + 1)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    best = min(best, beforePrevious[column - 2] + 1)
                }
                current.append(best)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
