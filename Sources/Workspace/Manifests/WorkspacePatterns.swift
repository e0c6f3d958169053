/// The patterns with which a workspace names its members, and the order in which they count.
package struct WorkspacePatterns: Sendable {
    /// What a pattern with `!` takes away.
    package enum Exclusion: Sendable {
        /// What patterns before it brought; a later pattern can bring it back. npm.
        case inOrder
        /// Everything that it matches, wherever it stands. pnpm, Yarn from 2 on, Bun (all use fast-glob's rule).
        case always
        /// Nothing: the pattern has no effect. Yarn 1.
        case none
    }

    private struct Rule {
        var glob: PathGlob
        var isExclusion: Bool
    }

    private let rules: [Rule]
    private let exclusion: Exclusion
    private let manifest: String

    /// Makes patterns.
    ///
    /// - Parameters:
    ///   - patterns: As in the manifest; each is about folders.
    ///   - folder: The folder that they are relative to, relative to the root of the repository.
    ///   - manifest: Base name of the file that a folder must have to be a member.
    ///   - exclusion: What `!` means.
    package init(_ patterns: [String], in folder: String, manifest: String, exclusion: Exclusion) {
        self.manifest = manifest
        self.exclusion = exclusion
        rules = patterns.compactMap { pattern in
            let bangs = pattern.prefix { $0 == "!" }.count
            guard let full = RelativePath.join(folder, String(pattern.dropFirst(bangs))) else { return nil }
            return Rule(
                glob: PathGlob(full == "." ? manifest : full + "/" + manifest), isExclusion: !bangs.isMultiple(of: 2))
        }
    }

    /// Whether the folder of a manifest is a member.
    package func include(_ folder: String) -> Bool {
        let path = folder == "." ? manifest : folder + "/" + manifest
        switch exclusion {
        case .inOrder: return rules.last { $0.glob.matches(path) }.map { !$0.isExclusion } ?? false
        case .always:
            return rules.contains { !$0.isExclusion && $0.glob.matches(path) }
                && !rules.contains { $0.isExclusion && $0.glob.matches(path) }
        case .none: return rules.contains { !$0.isExclusion && $0.glob.matches(path) }
        }
    }
}
