/// Where the repository begins.
package struct RepositoryRoot: Sendable, Hashable {
    /// The absolute path of the root, without links.
    package let path: String
    /// Where git has it; absent outside git.
    package let git: GitPlace?

    /// Finds the root: the folder that the user named, else the nearest folder upwards with `.spec_system`, else the
    /// top level of the git repository, else the working directory.
    ///
    /// - Parameters:
    ///   - named: What came after `--root`, absolute or relative to the working directory.
    ///   - workingDirectory: Absolute path.
    ///   - runner: Who starts git.
    ///   - variables: The user's environment.
    /// - Returns: The root, which exists.
    /// - Throws: `no-root` if the folder does not exist, `git-failed` if git refuses to work there.
    package static func find(
        named: String?, workingDirectory: String, runner: any ToolRunner,
        variables: [String: String] = UserEnvironment.current
    ) async throws(Diagnostic) -> RepositoryRoot {
        let start = named.map { $0.hasPrefix("/") ? $0 : "\(workingDirectory)/\($0)" } ?? workingDirectory
        guard let real = FileSystemAccess.realPath(start), FileSystemAccess.isFolder(real) else {
            throw .error("no-root", "`\(named ?? workingDirectory)` is no folder", remedy: "give one with `--root DIR`")
        }
        if named != nil { return try await root(at: real, runner, variables) }
        if let path = folderWithSpec(upwardsFrom: real) { return try await root(at: path, runner, variables) }
        guard let git = try await place(real, runner, variables) else { return RepositoryRoot(path: real, git: nil) }
        guard let top = FileSystemAccess.realPath(git.topLevel), top != real else {
            return RepositoryRoot(path: real, git: git)
        }
        let place = GitPlace(topLevel: git.topLevel, gitFolder: git.gitFolder, prefix: "")
        return RepositoryRoot(path: top, git: place)
    }

    private static func root(
        at path: String, _ runner: any ToolRunner, _ variables: [String: String]
    ) async throws(Diagnostic) -> RepositoryRoot {
        RepositoryRoot(path: path, git: try await place(path, runner, variables))
    }

    /// Where git has a folder; nowhere if there is neither git nor a repository.
    private static func place(
        _ folder: String, _ runner: any ToolRunner, _ variables: [String: String]
    ) async throws(Diagnostic) -> GitPlace? {
        if let known = GitFolder(atTopOf: folder) { return known.place }
        do throws(Diagnostic) {
            return try await GitTool(folder: folder, runner: runner, variables: variables).place()
        } catch {
            guard error.code == "tool-not-found", FileSystemAccess.information("\(folder)/.git") == nil else {
                throw error
            }
            return nil
        }
    }

    /// The nearest folder that has a folder `.spec_system`, this one included.
    private static func folderWithSpec(upwardsFrom folder: String) -> String? {
        var current = folder
        while true {
            let base = current == "/" ? "" : current
            if FileSystemAccess.isFolder("\(base)/.spec_system") { return current }
            guard current != "/", let slash = current.lastIndex(of: "/") else { return nil }
            current = slash == current.startIndex ? "/" : String(current[..<slash])
        }
    }
}
