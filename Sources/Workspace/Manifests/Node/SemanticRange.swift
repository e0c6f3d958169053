/// A range of versions as npm's semver understands it: `^1.2`, `~1`, `>=1 <3 || 4.x`, `1.2 - 2`, `*`.
struct SemanticRange: Sendable, Hashable {
    /// One bound.
    private struct Comparator: Sendable, Hashable {
        enum Sign: Sendable { case less, lessOrEqual, equal, greaterOrEqual, greater }
        var sign: Sign
        var version: SemanticVersion

        func holds(for candidate: SemanticVersion) -> Bool {
            switch sign {
            case .less: candidate < version
            case .lessOrEqual: candidate <= version
            case .equal: candidate == version
            case .greaterOrEqual: candidate >= version
            case .greater: candidate > version
            }
        }
    }

    /// Alternatives, each a list of bounds that all hold.
    private let alternatives: [[Comparator]]

    /// Reads a range; nil where it is none (a tag such as `latest`, a URL).
    init?(_ text: String) {
        var alternatives: [[Comparator]] = []
        for part in Self.split(text) {
            guard let comparators = Self.comparators(part) else { return nil }
            alternatives.append(comparators)
        }
        self.alternatives = alternatives
    }

    /// Whether a version is in the range.
    ///
    /// Without `includesPrereleases` a prerelease is in the range only where a bound names a prerelease of the same
    /// three numbers, which is npm's rule.
    func contains(_ version: SemanticVersion, includesPrereleases: Bool = false) -> Bool {
        alternatives.contains { comparators in
            guard comparators.allSatisfy({ $0.holds(for: version) }) else { return false }
            if version.prerelease.isEmpty || includesPrereleases { return true }
            return comparators.contains { !$0.version.prerelease.isEmpty && $0.version.release == version.release }
        }
    }

    private static func split(_ text: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = text[...]
        while let bars = rest.indices.first(where: { rest[$0...].hasPrefix("||") }) {
            parts.append(rest[..<bars])
            rest = rest[rest.index(bars, offsetBy: 2)...]
        }
        return parts + [rest]
    }

    private static func comparators(_ text: Substring) -> [Comparator]? {
        var words = text.split { $0 == " " || $0 == "\t" || $0 == "," }.map(String.init)
        if words.isEmpty { return [] }
        if words.count == 3, words[1] == "-" { return hyphen(words[0], words[2]) }
        // `>= 1.2` is written with a space as well.
        while let sign = words.firstIndex(where: { $0.allSatisfy { "<>=^~".contains($0) } }) {
            guard sign + 1 < words.count else { return nil }
            words[sign] += words.remove(at: sign + 1)
        }
        var all: [Comparator] = []
        for word in words {
            guard let some = comparator(word) else { return nil }
            all += some
        }
        return all
    }

    private static func hyphen(_ low: String, _ high: String) -> [Comparator]? {
        guard let low = PartialVersion(low), let high = PartialVersion(high) else { return nil }
        let floor = Comparator(sign: .greaterOrEqual, version: low.floor)
        guard high.major != nil else { return [floor] }
        return [
            floor,
            high.ceiling.map { Comparator(sign: .less, version: $0) }
                ?? Comparator(sign: .lessOrEqual, version: high.floor),
        ]
    }

    private static func comparator(_ word: String) -> [Comparator]? {
        let sign = word.prefix { "<>=^~".contains($0) }
        guard let partial = PartialVersion(word.dropFirst(sign.count)) else { return nil }
        let floor = Comparator(sign: .greaterOrEqual, version: partial.floor)
        guard let major = partial.major else { return sign == "<" || sign == ">" ? [never] : [] }
        switch sign {
        case "", "=", "==":
            return partial.ceiling.map { [floor, Comparator(sign: .less, version: $0)] }
                ?? [Comparator(sign: .equal, version: partial.floor)]
        case "^": return [floor, Comparator(sign: .less, version: caret(partial, major))]
        case "~", "~>":
            let limit = partial.minor.map { SemanticVersion(major, $0 + 1, 0) } ?? SemanticVersion(major + 1, 0, 0)
            return [floor, Comparator(sign: .less, version: limit)]
        case ">=": return [floor]
        case ">":
            return [
                partial.ceiling.map { Comparator(sign: .greaterOrEqual, version: $0) }
                    ?? Comparator(sign: .greater, version: partial.floor)
            ]
        case "<": return [Comparator(sign: .less, version: partial.floor)]
        case "<=":
            return [
                partial.ceiling.map { Comparator(sign: .less, version: $0) }
                    ?? Comparator(sign: .lessOrEqual, version: partial.floor)
            ]
        default: return nil
        }
    }

    /// The end of `^`: the next version that changes the leftmost number that is not zero.
    private static func caret(_ partial: PartialVersion, _ major: Int) -> SemanticVersion {
        if major > 0 { return SemanticVersion(major + 1, 0, 0) }
        guard let minor = partial.minor else { return SemanticVersion(1, 0, 0) }
        if minor > 0 { return SemanticVersion(0, minor + 1, 0) }
        guard let patch = partial.patch else { return SemanticVersion(0, 1, 0) }
        return SemanticVersion(0, 0, patch + 1)
    }

    private static let never = Comparator(sign: .less, version: SemanticVersion(0, 0, 0, prerelease: ["0"]))
}
