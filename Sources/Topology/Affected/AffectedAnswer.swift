/// Which packages a change affects, and why.
package struct AffectedAnswer: Sendable {
    /// The reasons by path of the package; the first is the shortest way from a changed file.
    package var reasons: [String: [AffectedReason]] = [:]

    /// Makes an answer.
    package init(_ reasons: [String: [AffectedReason]] = [:]) {
        self.reasons = reasons
    }

    /// The paths of the affected packages.
    package var paths: Set<String> { Set(reasons.keys) }

    /// The way from a package to what changed: its first reason, that of the package over which it comes, and so on.
    package func chain(from path: String) -> [(path: String, reason: AffectedReason)] {
        var chain: [(path: String, reason: AffectedReason)] = []
        var next: String? = path
        while let current = next, let reason = reasons[current]?.first, chain.count <= reasons.count {
            chain.append((current, reason))
            next = reason.code == .dependencyAffected ? reason.package : nil
        }
        return chain
    }
}
