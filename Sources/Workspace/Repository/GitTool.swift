/// Asks git, in such a way that the configuration of a repository starts nothing.
///
/// A cloned repository may bring no configuration, but an unpacked one does: `core.fsmonitor`, `core.hooksPath`,
/// `filter.*`, `diff.external` and others name programs (git-config(1)). They are switched off one by one; git's
/// plumbing is asked rather than its porcelain; nothing is fetched and no lock is taken.
package struct GitTool: Sendable {
    /// What is laid over the configuration of the repository.
    private static let overrides: [String] = [
        "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat", "core.quotePath=false",
        "core.untrackedCache=keep", "diff.external=", "diff.renames=false", "diff.trustExitCode=false",
        "log.showSignature=false", "protocol.allow=never", "credential.helper=", "submodule.recurse=false",
        "maintenance.auto=false", "gc.auto=0", "color.ui=false",
    ]

    /// The variables of the user's that git gets: how it is found, and the user's own configuration (ignored files,
    /// safe directories). `GIT_DIR` and its like, which a hook sets, are not among them: the root decides.
    private static let variables: Set<String> = [
        "PATH", "HOME", "XDG_CONFIG_HOME", "TMPDIR", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    ]

    /// The folder that git is started in.
    package private(set) var folder: String
    private let runner: any ToolRunner
    private let environment: [String: String]
    /// `filter.NAME.clean=` and so on, once they are known.
    private var filterOverrides: [String] = []

    /// Makes a tool for one folder.
    ///
    /// - Parameters:
    ///   - folder: Absolute path; paths that git gives are relative to it.
    ///   - runner: Who starts git.
    ///   - variables: The user's environment.
    package init(
        folder: String, runner: any ToolRunner, variables: [String: String] = UserEnvironment.current
    ) {
        self.folder = folder
        self.runner = runner
        var environment = variables.filter { Self.variables.contains($0.key) || $0.key.hasPrefix("GIT_CONFIG_") }
        environment.merge([
            "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1",
            "GIT_LITERAL_PATHSPECS": "1", "GIT_PAGER": "cat", "GIT_ASKPASS": "false", "SSH_ASKPASS": "false",
            "GIT_NO_REPLACE_OBJECTS": "1", "GIT_EDITOR": "false", "GIT_PROTOCOL_FROM_USER": "0",
        ]) { $1 }
        self.environment = environment
    }

    /// Runs git and gives what it left behind, whatever its exit code.
    ///
    /// - Throws: `tool-not-found` without git, `tool-not-started`, `interrupted`, `git-time-limit`.
    func result(_ arguments: [String], input: [UInt8]? = nil) async throws(Diagnostic) -> ToolResult {
        let settings = (Self.overrides + filterOverrides).flatMap { ["-c", $0] }
        let command = ToolCommand(
            "git", ["--no-optional-locks", "--no-pager"] + settings + arguments, in: folder, environment: environment,
            timeLimit: .seconds(120), outputLimit: .max, input: input)
        let result = try await runner.run(command)
        guard result.status != .timedOut else {
            throw .error(
                "git-time-limit", "`git \(arguments[0])` took more than two minutes in `\(folder)`",
                remedy: "check the file system, or run `git maintenance run`")
        }
        return result
    }

    /// Runs git and gives its standard output.
    ///
    /// - Throws: `git-failed` with git's own words if it exits with another code than 0.
    func output(_ arguments: [String], input: [UInt8]? = nil) async throws(Diagnostic) -> [UInt8] {
        let result = try await result(arguments, input: input)
        guard result.isSuccess else { throw .gitFailed(arguments, result, folder: folder) }
        return result.standardOutput
    }

    /// The same tool in another folder.
    func moved(to folder: String) -> GitTool {
        var tool = self
        tool.folder = folder
        return tool
    }

    /// The same tool with all filters of the configuration switched off, for questions that compare contents.
    ///
    /// A filter is a program that git pipes a file through before it compares it (gitattributes(5)). A file with one
    /// (Git LFS) then counts as changed when its time stamp has changed.
    package func withoutFilters() async throws(Diagnostic) -> GitTool {
        let found = try await result(["config", "--null", "--name-only", "--get-regexp", #"^filter\."#])
        var names: Set<String> = []
        for key in found.standardOutput.split(separator: 0) {
            let text = String(decoding: key, as: UTF8.self)
            guard let end = text.lastIndex(of: "."), end > text.startIndex else { continue }
            names.insert(String(text[..<end]))
        }
        guard !names.contains(where: { $0.contains("=") || $0.contains("\n") }) else {
            throw .error(
                "git-filter", "the name of a filter in the git configuration has `=` in it and cannot be switched off",
                remedy: "rename it (`git config --get-regexp filter`)")
        }
        var tool = self
        tool.filterOverrides = names.sorted().flatMap { name in
            ["\(name).clean=", "\(name).smudge=", "\(name).process=", "\(name).required=false"]
        }
        return tool
    }
}

// MARK: - Where the repository is

/// Where a git repository lies, as seen from a folder in it.
package struct GitPlace: Sendable, Hashable {
    /// The absolute path of the working tree.
    package var topLevel: String
    /// The absolute path of the git folder: that of the linked worktree if it is one.
    package var gitFolder: String
    /// The path from the top level to the folder, with a `/` at the end; empty at the top level itself.
    package var prefix: String
}

extension GitTool {
    /// Where the repository of the folder is.
    ///
    /// - Returns: The place; absent outside git and in a bare repository.
    /// - Throws: `git-failed` if git refuses to work here, such as for a repository of another user.
    package func place() async throws(Diagnostic) -> GitPlace? {
        let arguments = ["rev-parse", "--show-toplevel", "--absolute-git-dir", "--show-prefix"]
        let result = try await result(arguments)
        guard result.isSuccess else {
            if Self.isOutside(result) { return nil }
            throw .gitFailed(arguments, result, folder: folder)
        }
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 3 else { throw .gitFailed(arguments, result, folder: folder) }
        return GitPlace(topLevel: String(lines[0]), gitFolder: String(lines[1]), prefix: String(lines[2]))
    }

    /// Whether git failed because there is no working tree here.
    static func isOutside(_ result: ToolResult) -> Bool {
        let text = result.errors
        return text.contains("not a git repository") || text.contains("must be run in a work tree")
    }
}

extension Diagnostic {
    fileprivate static func gitFailed(_ arguments: [String], _ result: ToolResult, folder: String) -> Diagnostic {
        let words = result.errors.split(separator: "\n").first.map(String.init) ?? "\(result.status)"
        let isForeign = result.errors.contains("dubious ownership")
        return .error(
            "git-failed", "`git \(arguments.first ?? "")` failed in `\(folder)`: \(words)",
            remedy: isForeign
                ? "run `git config --global --add safe.directory \(folder)` if you trust it"
                : "run it yourself to see why")
    }
}
