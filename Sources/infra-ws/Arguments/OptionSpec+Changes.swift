import Workspace

/// The options of `triggers` and `affected`.
extension OptionSpec {
    /// `--write`
    static let write = OptionSpec(
        flag: "write", excludes: ["check", "replay"], summary: "write the triggers into the repository",
        details: "Writes the triggers into the repository, each into the file of the engine that it belongs to."
    ) { $0.triggers.writes = true }

    /// `--check`
    static let check = OptionSpec(
        flag: "check", excludes: ["write", "replay"], summary: "exit with 1 if what is committed differs",
        details: "Prints how what is committed differs from the triggers, and exits with 1 if it does."
    ) { $0.triggers.checks = true }

    /// `--replay N`
    static let replay = OptionSpec(
        "replay", value: "N", excludes: ["write", "check"], summary: "hold the triggers against the last N commits",
        details: "Holds the triggers against the last N commits: what each would have deployed, and what it had to."
    ) { (value, options) throws(Diagnostic) in
        options.triggers.replay = try OptionValue.wholeNumber(value, of: "--replay", in: 1...Int.max)
    }

    /// `--base REF`
    static let base = OptionSpec(
        "base", value: "REF", excludes: ["base-from", "files"], summary: "the commit to compare from",
        details: "The commit to compare from."
    ) { (value, options) throws(Diagnostic) in
        options.affected.base = value
    }

    /// `--head REF`
    static let head = OptionSpec(
        "head", value: "REF", excludes: ["files"], summary: "the commit to compare with",
        details: "The commit to compare with. Default: the working tree."
    ) { (value, options) throws(Diagnostic) in
        options.affected.head = value
    }

    /// `--base-from SOURCE`
    static let baseFrom = OptionSpec(
        "base-from", value: "FILE|github-deployments|git-tags", completion: .files, excludes: ["base", "files"],
        summary: "look up the commit that each unit was deployed from",
        details: "Looks up the commit that each unit was deployed from: in a file, GitHub's deployments or git's tags."
    ) { (value, options) throws(Diagnostic) in
        options.affected.baseSource = value
    }

    /// `--files FILE`
    static let files = OptionSpec(
        "files", value: "FILE", completion: .files, excludes: ["base", "base-from", "head"],
        summary: "read the changed paths from this file",
        details: "Reads the changed paths from this file, one on each line; `-` is standard input."
    ) { (value, options) throws(Diagnostic) in
        options.affected.files = value
    }

    /// `--explain`
    static let explain = OptionSpec(
        flag: "explain", summary: "say why each unit is affected",
        details: "Says for each unit which changed file affects it, and over which dependencies."
    ) { $0.affected.explains = true }

    /// `--why-not UNIT`
    static let whyNot = OptionSpec(
        "why-not", value: "UNIT", summary: "say why this unit is not affected",
        details: "Says for each changed file why it does not affect this unit."
    ) { (value, options) throws(Diagnostic) in
        options.affected.absentUnit = value
    }
}
