extension RepositoryFiles {
    /// Lists the files of a repository.
    ///
    /// Tracked files come from git's index, untracked ones from a search for whatever is not in it; both are left to
    /// git where the plain files do not say all, or where something is found that may be ignored. The first is done long
    /// before the second: `early` gets its files, to read manifests in the meantime.
    ///
    /// - Parameters:
    ///   - root: Absolute path, without links.
    ///   - runner: Who starts git.
    ///   - variables: The user's environment.
    ///   - early: Called at most once with the tracked files; what it reads is not read again. It is waited for.
    /// - Returns: All files.
    /// - Throws: `tool-not-found` without git in a git repository, `git-failed`, `interrupted`.
    package static func scan(
        root: String, runner: any ToolRunner, variables: [String: String] = UserEnvironment.current,
        early: (@Sendable (RepositoryFiles) async -> Void)? = nil
    ) async throws(Diagnostic) -> RepositoryFiles {
        let git = GitTool(folder: root, runner: runner, variables: variables)
        if let folder = GitFolder(atTopOf: root), let listing = folder.tracked() {
            return try await scan(listing, git, early)
        }
        async let untracked = attempt { () throws(Diagnostic) in
            try await git.result(GitListing.untrackedArguments)
        }
        let contents = FileContents(root: root)
        let tracked: RepositoryFiles?
        do throws(Diagnostic) {
            tracked = try await scanTracked(git, contents)
        } catch {
            _ = await untracked
            // Without git a folder is just a folder; only where there is a repository git is missed.
            guard error.code == "tool-not-found", FileSystemAccess.information("\(root)/.git") == nil else {
                throw error
            }
            return await walk(root, contents)
        }
        guard let tracked else {
            _ = await untracked
            return await walk(root, contents)
        }
        async let reading: Void? = early?(tracked)
        let result = try await untracked.get()
        let files = try await tracked.adding(result, git)
        _ = await reading
        return files
    }

    /// The files of a repository whose tracked ones are known.
    private static func scan(
        _ listing: GitListing, _ git: GitTool, _ early: (@Sendable (RepositoryFiles) async -> Void)?
    ) async throws(Diagnostic) -> RepositoryFiles {
        let table = listing.table
        async let found = attempt { () throws(Diagnostic) in try await untracked(besides: table, git) }
        let tracked = RepositoryFiles(
            root: git.folder, table: table, contents: FileContents(root: git.folder), isGit: true,
            isUnmerged: listing.isUnmerged, warnings: nameWarnings(listing.unreadableNames))
        async let reading: Void? = early?(tracked)
        var files = tracked
        if let result = try await found.get() { files = try await tracked.adding(result, git) }
        _ = await reading
        return files
    }

    /// What git says of the files that it does not track; absent where there are none.
    private static func untracked(besides table: PathTable, _ git: GitTool) async throws(Diagnostic) -> ToolResult? {
        let found = await UntrackedSearch(root: git.folder, table: table).findings()
        if let found, found.isEmpty { return nil }
        // Git looks only where something was found, unless that is nearly everywhere or has a strange name.
        let paths = (found ?? []).compactMap { String(validating: $0, as: UTF8.self) }
        guard paths.count == found?.count else { return try await git.result(GitListing.untrackedArguments) }
        return try await git.result(GitListing.untrackedArguments + ["--"] + paths)
    }

    /// The tracked files; absent outside git.
    private static func scanTracked(
        _ git: GitTool, _ contents: FileContents
    ) async throws(Diagnostic) -> RepositoryFiles? {
        var result = try await git.result(GitListing.trackedArguments)
        if !result.isSuccess {
            if GitTool.isOutside(result) { return nil }
            // git before 2.36 cannot show stages across submodules, and a broken submodule fails the whole list.
            let arguments = GitListing.trackedArguments.filter { $0 != "--recurse-submodules" }
            result = ToolResult(status: .exited(0), standardOutput: try await git.output(arguments))
        }
        let listing = GitListing.tracked(result.standardOutput)
        return RepositoryFiles(
            root: git.folder, table: listing.table, contents: contents, isGit: true,
            isUnmerged: listing.isUnmerged, warnings: nameWarnings(listing.unreadableNames))
    }

    /// These files and the untracked ones.
    private func adding(_ result: ToolResult, _ git: GitTool) async throws(Diagnostic) -> RepositoryFiles {
        guard result.isSuccess else {
            _ = try await git.output(GitListing.untrackedArguments)
            return self
        }
        guard !result.standardOutput.isEmpty else { return self }
        let listing = GitListing.untracked(result.standardOutput)
        guard listing.table.count > 0 || listing.unreadableNames > 0 else { return self }
        return adding(listing.table, warnings: Self.nameWarnings(listing.unreadableNames))
    }

    private static func walk(_ root: String, _ contents: FileContents) async -> RepositoryFiles {
        let findings = await FolderWalk.findings(below: root)
        return RepositoryFiles(
            root: root, table: findings.table, contents: contents, isGit: false, warnings: findings.warnings)
    }

    private static func nameWarnings(_ count: Int) -> [Diagnostic] {
        guard count > 0 else { return [] }
        let files = count == 1 ? "1 file name is" : "\(count) file names are"
        return [.warning("file-name", "\(files) no UTF-8 and left out", remedy: "rename them")]
    }

    /// The outcome of a throwing piece of work as a value, for `async let`, which forgets the type of the error.
    private static func attempt<Value: Sendable>(
        _ work: @Sendable () async throws(Diagnostic) -> Value
    ) async -> Result<Value, Diagnostic> {
        do throws(Diagnostic) {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }
}
