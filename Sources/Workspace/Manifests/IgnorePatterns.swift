/// The patterns of a file in the form of `.gitignore` (git-scm.com, "gitignore"), such as `.nxignore`.
struct IgnorePatterns: Sendable {
    private struct Rule: Sendable {
        var globs: [PathGlob]
        var isException: Bool
    }

    private let rules: [Rule]

    /// Reads a file of a folder; without it nothing is ignored.
    init(_ name: String, in folder: String, _ files: RepositoryFiles) {
        let text = files.text(ManifestStore.path(name, in: folder)) ?? ""
        rules = text.split(whereSeparator: \.isNewline).compactMap { line in
            var pattern = line.prefix { $0 != "#" }
            while pattern.last?.isWhitespace ?? false { pattern.removeLast() }
            let isException = pattern.hasPrefix("!")
            if isException { pattern.removeFirst() }
            while pattern.hasSuffix("/") { pattern.removeLast() }
            guard !pattern.isEmpty else { return nil }
            // A slash anywhere but at the end ties a pattern to the folder of the file.
            let isAnchored = pattern.contains("/")
            let below = String(pattern.drop { $0 == "/" })
            let relative = isAnchored ? below : "**/" + below
            guard let full = RelativePath.join(folder, relative) else { return nil }
            let globs = [full, full + "/**"].map { PathGlob($0, matchesHiddenNames: true) }
            return Rule(globs: globs, isException: isException)
        }
    }

    /// Whether a path is ignored; the last pattern that matches decides.
    func contains(_ path: String) -> Bool {
        rules.last { rule in rule.globs.contains { $0.matches(path) } }.map { !$0.isException } ?? false
    }
}
