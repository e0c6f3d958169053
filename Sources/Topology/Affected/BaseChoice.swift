import Workspace

/// Finds the commit to compare from.
enum BaseChoice {
    /// Why there is none.
    struct Failure: Error {
        /// The reason that everything then has.
        var code: AffectedReason.Code
        /// The same in words.
        var warning: Diagnostic
    }

    /// The commit where the history of the base and that of the head parted.
    ///
    /// - Parameters:
    ///   - ref: What the user gave; absent: what continuous integration says, else the default branch.
    ///   - request: The head and the environment.
    ///   - git: Whom to ask.
    /// - Returns: The commit, or why there is none.
    static func find(
        _ ref: String?, _ request: AffectedRequest, _ git: GitTool
    ) async -> Result<GitCommit, Failure> {
        let headName = request.head ?? "HEAD"
        async let first = commit(headName, git)
        let names = ref.map { [$0] } ?? candidates(request.environment)
        var base: GitCommit?
        for name in names where base == nil {
            base = try? await (name == headName ? first : commit(name, git)).get()
        }
        do throws(Diagnostic) {
            let head = try await first.get()
            guard let base else { return .failure(await unresolved(ref, git)) }
            let parted = base == head ? head : try await git.mergeBase(base, head)
            guard ref == nil, parted == head, request.environment["CI"] != nil else { return .success(parted) }
            // On the default branch itself in continuous integration the last commit is the change.
            guard let parent = try? await git.commit("\(head.rawValue)^") else {
                return .failure(await unresolved("\(head.rawValue.prefix(12))^", git))
            }
            return .success(parent)
        } catch {
            return .failure(await unrelated(error, git))
        }
    }

    private static func commit(_ name: String, _ git: GitTool) async -> Result<GitCommit, Diagnostic> {
        do throws(Diagnostic) {
            return .success(try await git.commit(name))
        } catch {
            return .failure(error)
        }
    }

    /// What continuous integration says it compares with, then the names that default branches have.
    private static func candidates(_ environment: [String: String]) -> [String] {
        // docs.github.com "Variables", docs.gitlab.com "Predefined CI/CD variables", buildkite.com "Environment
        // variables".
        let branches = ["GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "BUILDKITE_PULL_REQUEST_BASE_BRANCH"]
        let named = branches.compactMap { environment[$0] }.filter { !$0.isEmpty && $0 != "false" }
        let commits = ["CI_MERGE_REQUEST_DIFF_BASE_SHA"].compactMap { environment[$0] }.filter { !$0.isEmpty }
        return commits + named.flatMap { ["refs/remotes/origin/\($0)", "refs/heads/\($0)"] }
            + (named.isEmpty && commits.isEmpty
                ? [
                    "refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master",
                    "refs/heads/main", "refs/heads/master",
                ] : [])
    }

    private static func unrelated(_ error: Diagnostic, _ git: GitTool) async -> Failure {
        let isShallow = (try? await git.isShallow()) ?? false
        return Failure(code: isShallow ? .shallowHistory : .baseUnresolved, warning: error)
    }

    private static func unresolved(_ ref: String?, _ git: GitTool) async -> Failure {
        let isShallow = (try? await git.isShallow()) ?? false
        let name = ref.map { "`\($0)` names no commit here" } ?? "no default branch is known here"
        return Failure(
            code: isShallow ? .shallowHistory : .baseUnresolved,
            warning: .error(
                "unknown-ref", isShallow ? "\(name), and the history was cut off" : name,
                remedy: isShallow
                    ? "fetch the whole history (`git fetch --unshallow`)"
                    : "give a branch, a tag or a commit with `--base`; in CI fetch it first"))
    }
}
