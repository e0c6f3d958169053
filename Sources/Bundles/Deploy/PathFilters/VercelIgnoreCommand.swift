import Workspace

/// `ignoreCommand` of vercel.json (vercel.com/docs, "Project configuration", `ignoreCommand`).
///
/// The exit code is upside down: 0 skips the deployment, 1 and everything above builds. That is what `git diff --quiet`
/// answers (git-scm.com/docs/git-diff: 0 without differences, 1 with some), and a base commit that the shallow clone
/// does not have gives 128, which builds.
package struct VercelIgnoreCommand: ChangeFilter {
    /// The longest command that vercel.json takes, in characters (openapi.vercel.sh/vercel.json).
    package static let lengthLimit = 256

    /// The pathspecs behind `--`, relative to the root, without their magic words.
    package let included: [String]
    /// The pathspecs with `exclude`, relative to the root.
    package let excluded: [String]
    /// The command.
    package let command: String

    /// Reads a command; nil for one that is not a single `git diff --quiet ... -- PATHS`, whose answer only the
    /// platform knows.
    ///
    /// - Parameters:
    ///   - command: The value in vercel.json.
    ///   - folder: The folder that Vercel runs it in, relative to the root: the project's Root Directory.
    package init?(_ command: String, in folder: String) {
        guard let words = SimpleCommand.words(of: command), words.starts(with: ["git", "diff", "--quiet"]),
            let separator = words.firstIndex(of: "--"), separator + 1 < words.count
        else { return nil }
        var included: [String] = []
        var excluded: [String] = []
        for word in words[(separator + 1)...] {
            guard let (path, isExcluded) = Self.pathspec(word, in: folder) else { return nil }
            if isExcluded { excluded.append(path) } else { included.append(path) }
        }
        self.included = included
        self.excluded = excluded
        self.command = command
    }

    /// Makes the command for folders and files, all relative to the root.
    package init(including included: [String], excluding excluded: [String]) {
        self.included = included
        self.excluded = excluded
        let paths =
            included.map { Self.quoted($0, magic: "top") } + excluded.map { Self.quoted($0, magic: "top,exclude") }
        command = #"git diff --quiet "$VERCEL_GIT_PREVIOUS_SHA" HEAD -- "# + paths.joined(separator: " ")
    }

    /// What the command exits with when these files have changed.
    package func exitCode(on changed: [String]) -> Int {
        let differs = changed.contains { path in
            included.contains { RelativePath.isInside(path, $0) }
                && !excluded.contains { RelativePath.isInside(path, $0) }
        }
        return differs ? 1 : 0
    }

    /// Whether Vercel builds at an exit code: at any but 0, so that a command which fails builds too.
    package static func builds(at exitCode: Int) -> Bool { exitCode != 0 }

    /// Whether Vercel builds.
    package func fires(on changed: [String]) -> Bool { Self.builds(at: exitCode(on: changed)) }

    /// The pathspecs.
    package var parts: [String] { included + excluded.map { "!" + $0 } }

    /// `:/x` and `:(top,literal)x` start at the root, everything else in the folder (git-scm.com/docs/gitglossary,
    /// "pathspec"). Nil for a pattern, which git matches in a way of its own.
    private static func pathspec(_ word: String, in folder: String) -> (path: String, isExcluded: Bool)? {
        var rest = word[...]
        var magic: Set<Substring> = []
        if rest.hasPrefix(":("), let end = rest.firstIndex(of: ")") {
            magic = Set(rest[rest.index(rest.startIndex, offsetBy: 2)..<end].split(separator: ","))
            rest = rest[rest.index(after: end)...]
        } else if rest.hasPrefix(":") {
            rest = rest.dropFirst()
            while let sign = rest.first, "/!^".contains(sign) {
                magic.insert(sign == "/" ? "top" : "exclude")
                rest = rest.dropFirst()
            }
        }
        if !magic.contains("literal"), rest.contains(where: { "*?[\\".contains($0) }) { return nil }
        let path = String(rest)
        let full = magic.contains("top") ? RelativePath.normal(path) : RelativePath.join(folder, path)
        return full.map { ($0, magic.contains("exclude")) }
    }

    private static func quoted(_ path: String, magic: String) -> String {
        let isPattern = path.contains { "*?[\\".contains($0) }
        let start = isPattern ? ":(\(magic),literal)" : magic == "top" ? ":/" : ":(\(magic))"
        return ShellText.quoted(start + (path == "." ? "" : path))
    }
}
