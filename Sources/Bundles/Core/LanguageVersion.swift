package import Workspace

/// The version of a language that a repository names, and how an interpreter of it is found.
package struct LanguageVersion: Sendable, Hashable {
    /// The language as people write it, such as `Python`.
    package let language: String
    /// The version as it is written, such as `>=3.12` or `3.12`.
    package let text: String
    /// Where it stands.
    package let place: FilePlace
    /// Names of interpreters on PATH, the most usual first. Each answers `--version` with a number.
    package let programs: [String]

    /// Makes a version.
    package init(language: String, text: String, place: FilePlace, programs: [String]) {
        self.language = language
        self.text = text
        self.place = place
        self.programs = programs
    }

    /// Whether an interpreter of a version, such as `3.12.1`, is meant; nil where the text is not understood.
    ///
    /// Clauses are joined by commas, as in PEP 440 ("Version specifiers": `==`, `!=`, `~=`, `>=`, `<=`, `>`, `<`, and
    /// `.*`); `^` and `~` are Poetry's (python-poetry.org, "Dependency specification"); a number alone is a prefix, as
    /// in `.python-version`.
    package func admits(_ version: String) -> Bool? {
        guard let version = Self.numbers(version), !text.isEmpty else { return nil }
        for clause in text.split(separator: ",") {
            guard let holds = Self.holds(clause.filter { $0 != " " }, version) else { return nil }
            if !holds { return false }
        }
        return true
    }

    private static let operators = ["==", "!=", "~=", ">=", "<=", ">", "<", "^", "~"]

    private static func holds(_ clause: String, _ version: [Int]) -> Bool? {
        let sign = operators.first { clause.hasPrefix($0) } ?? ""
        let written = String(clause.dropFirst(sign.count))
        let isWild = written.hasSuffix(".*")
        guard let wanted = numbers(isWild ? String(written.dropLast(2)) : written) else { return nil }
        let order = compare(version, wanted)
        switch sign {
        case "": return version.starts(with: wanted)
        case "==": return isWild ? version.starts(with: wanted) : order == 0
        case "!=": return isWild ? !version.starts(with: wanted) : order != 0
        case ">=": return order >= 0
        case "<=": return order <= 0
        case ">": return order > 0
        case "<": return order < 0
        case "~=" where wanted.count > 1: return order >= 0 && version.starts(with: wanted.dropLast())
        case "^": return order >= 0 && version.starts(with: wanted.prefix(1))
        case "~": return order >= 0 && version.starts(with: wanted.prefix(2))
        default: return nil
        }
    }

    /// The order of two versions, missing parts counted as 0: below 0, 0 or above 0.
    private static func compare(_ left: [Int], _ right: [Int]) -> Int {
        for index in 0..<max(left.count, right.count) {
            let (one, other) = (index < left.count ? left[index] : 0, index < right.count ? right[index] : 0)
            if one != other { return one < other ? -1 : 1 }
        }
        return 0
    }

    /// `[3, 12, 1]` of `3.12.1`; nil for anything but numbers.
    private static func numbers(_ text: String) -> [Int]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        return text.isEmpty || parts.contains { $0 == nil } ? nil : parts.compactMap(\.self)
    }
}
