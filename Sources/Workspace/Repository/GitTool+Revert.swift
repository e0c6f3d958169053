/// What came of taking a commit back.
package struct GitRevertTrial: Sendable, Hashable {
    /// The commit.
    package var commit: GitCommit
    /// Files in which later commits changed the same lines, relative to the folder; empty where it applies.
    package var conflicts: [String]
}

extension GitTool {
    /// Tries to take back the last commit that changed some paths, in a scratch repository that only reads this one's
    /// objects.
    ///
    /// - Parameters:
    ///   - paths: Paths relative to the folder; `.` for everything.
    ///   - scratch: An empty folder, absolute.
    /// - Returns: What came of it; absent outside git, and where no commit but the first changed the
    ///   paths.
    /// - Throws: `git-failed`, `interrupted`, `file-system`.
    package func tryRevert(ofLastChangeTo paths: [String], in scratch: String) async throws(Diagnostic)
        -> GitRevertTrial?
    {
        guard try await place() != nil, try await result(["rev-parse", "--verify", "--quiet", "HEAD"]).isSuccess
        else { return nil }
        let head = try await commit("HEAD")
        let found = try await output(["rev-list", "--no-merges", "--max-count=1", head.rawValue, "--"] + paths)
        let id = String(decoding: found.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        guard let commit = GitCommit(rawValue: id) else { return nil }
        // Taking back the first commit would take back everything.
        guard try await result(["rev-parse", "--verify", "--quiet", "\(commit.rawValue)^"]).isSuccess else {
            return nil
        }
        let objects = try await output(["rev-parse", "--path-format=absolute", "--git-path", "objects"])
        let tool = try await inside(scratch)
        let format = head.rawValue.utf8.count == 64 ? "sha256" : "sha1"
        _ = try await tool.output(["init", "--quiet", "--template=", "--object-format=\(format)"])
        try FileSystemAccess.makeFolder("\(scratch)/.git/objects/info", withParents: true)
        try FileSystemAccess.write(objects, to: "\(scratch)/.git/objects/info/alternates")
        _ = try await tool.output(["update-ref", "HEAD", head.rawValue])
        _ = try await tool.output(["read-tree", "-u", "--reset", "HEAD"])
        let identity = [
            "-c", "user.name=infra-ws", "-c", "user.email=infra-ws@localhost", "-c", "commit.gpgSign=false",
        ]
        let reverted = try await tool.result(identity + ["revert", "--no-edit", commit.rawValue])
        if reverted.isSuccess { return GitRevertTrial(commit: commit, conflicts: []) }
        let unmerged = try await tool.output(["diff", "--name-only", "--diff-filter=U", "-z"])
        let prefix = try await place()?.prefix ?? ""
        let conflicts = unmerged.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        return GitRevertTrial(
            commit: commit, conflicts: conflicts.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 })
    }

    /// The same tool in another folder, with all filters off.
    private func inside(_ folder: String) async throws(Diagnostic) -> GitTool {
        try await withoutFilters().moved(to: folder)
    }
}
