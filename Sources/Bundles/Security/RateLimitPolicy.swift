/// How many requests a client may make in which time.
package struct RateLimitPolicy: Sendable, Hashable {
    /// Requests in one window, 1 or more.
    package var count: Int
    /// Length of the window in seconds, 1 or more.
    package var seconds: Int

    /// What a unit gets that has no limit of its own.
    package static let standard = RateLimitPolicy(count: 100, seconds: 60)
    /// The environment variable by which production changes it, in the form of `text`.
    package static let variable = "RATE_LIMIT"

    /// Makes a policy.
    package init(count: Int, seconds: Int) {
        self.count = count
        self.seconds = seconds
    }

    /// Reads `100/minute`, `100 per minute`, `5 per 10 seconds` (limits.readthedocs.io, "Rate limit string notation");
    /// of several, the first. Nil for anything else.
    package init?(_ text: String) {
        let first = text.split { ";,|".contains($0) }.first ?? ""
        var words = first.lowercased().replacing("/", with: " per ").split(separator: " ").map(String.init)
        words.removeAll { $0 == "per" }
        guard words.count == 2 || words.count == 3, let count = Int(words[0]), count > 0 else { return nil }
        let factor = words.count == 3 ? Int(words[1]) : 1
        guard let factor, factor > 0, let unit = Self.units.first(where: { $0.name == Self.singular(words.last ?? "") })
        else { return nil }
        let (seconds, overflows) = unit.seconds.multipliedReportingOverflow(by: factor)
        if overflows { return nil }
        self.init(count: count, seconds: seconds)
    }

    /// `100/minute`, as `RATE_LIMIT` has it; `100/10 seconds` for a window that has no name.
    package var text: String {
        if let unit = Self.units.first(where: { $0.seconds == seconds }) { return "\(count)/\(unit.name)" }
        return "\(count)/\(seconds) seconds"
    }

    /// The cell of the Infrastructure table: `100/minute per client`.
    package var details: String { text + " per client" }

    private static let units: [(name: String, seconds: Int)] = [
        ("second", 1), ("minute", 60), ("hour", 3600), ("day", 86_400),
    ]

    private static func singular(_ word: String) -> String {
        word.hasSuffix("s") ? String(word.dropLast()) : word
    }
}
