/// A version as npm's semver understands it.
struct SemanticVersion: Sendable, Hashable, Comparable {
    /// Breaking changes.
    var major: Int
    /// Additions.
    var minor: Int
    /// Corrections.
    var patch: Int
    /// Identifiers after `-`, such as `["beta", "1"]`; empty for a release.
    var prerelease: [String]

    /// Makes a version from its numbers.
    init(_ major: Int, _ minor: Int, _ patch: Int, prerelease: [String] = []) {
        self.major = major
        self.minor = minor
        self.patch = patch
        self.prerelease = prerelease
    }

    /// Reads `1.2.3-beta.1+build`, with an optional `v` or `=` in front; nil for anything else.
    init?(_ text: String) {
        guard let partial = PartialVersion(text), let minor = partial.minor, let patch = partial.patch,
            let major = partial.major
        else { return nil }
        self.init(major, minor, patch, prerelease: partial.prerelease)
    }

    /// Orders by number, a prerelease before its release (semver.org, section 11).
    static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
        let numbers = (left.major, left.minor, left.patch)
        let others = (right.major, right.minor, right.patch)
        if numbers != others { return numbers < others }
        if left.prerelease.isEmpty || right.prerelease.isEmpty {
            return !left.prerelease.isEmpty && right.prerelease.isEmpty
        }
        for (first, second) in zip(left.prerelease, right.prerelease) where first != second {
            switch (Int(first), Int(second)) {
            case (let first?, let second?): return first < second
            case (_?, nil): return true
            case (nil, _?): return false
            case (nil, nil): return first < second
            }
        }
        return left.prerelease.count < right.prerelease.count
    }

    /// The same numbers without a prerelease.
    var release: SemanticVersion { SemanticVersion(major, minor, patch) }
}

/// A version of which the last numbers may be missing or `x`, as in ranges.
struct PartialVersion: Sendable, Hashable {
    /// Nil for `*`.
    var major: Int?
    /// Nil where missing or `x`.
    var minor: Int?
    /// Nil where missing or `x`.
    var patch: Int?
    /// Identifiers after `-`.
    var prerelease: [String]

    /// Reads `1`, `1.2`, `1.x`, `*`, `v1.2.3-rc.1`; nil for anything else, dist-tags included.
    init?(_ text: some StringProtocol) {
        var rest = Substring(text).drop { $0 == "v" || $0 == "=" || $0 == " " }
        if let plus = rest.firstIndex(of: "+") { rest = rest[..<plus] }
        prerelease = []
        if let dash = rest.firstIndex(of: "-") {
            prerelease = rest[rest.index(after: dash)...].split(separator: ".").map(String.init)
            rest = rest[..<dash]
        }
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count) else { return nil }
        var numbers: [Int?] = []
        for part in parts {
            if part == "x" || part == "X" || part == "*" {
                numbers.append(nil)
            } else if let number = Int(part), number >= 0, number < 1 << 40 {
                numbers.append(number)
            } else {
                return nil
            }
        }
        major = numbers[0]
        minor = numbers.count > 1 && major != nil ? numbers[1] : nil
        patch = numbers.count > 2 && minor != nil ? numbers[2] : nil
    }

    /// The least version that it stands for.
    var floor: SemanticVersion { SemanticVersion(major ?? 0, minor ?? 0, patch ?? 0, prerelease: prerelease) }

    /// The first version beyond everything that it stands for; nil where it stands for all or for one.
    var ceiling: SemanticVersion? {
        guard let major else { return nil }
        guard let minor else { return SemanticVersion(major + 1, 0, 0) }
        return patch == nil ? SemanticVersion(major, minor + 1, 0) : nil
    }
}
