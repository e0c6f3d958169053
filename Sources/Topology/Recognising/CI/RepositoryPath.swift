import Workspace

/// Finds out which place in the repository a path in a script means.
enum RepositoryPath {
    /// What CI engines call the folder of the check-out: GitHub Actions, GitLab CI, CircleCI, Azure Pipelines, Bitbucket,
    /// Cloud Build, Travis CI, Buildkite.
    private static let roots: [String] = [
        "${{ github.workspace }}", "${{github.workspace}}", "$GITHUB_WORKSPACE", "${GITHUB_WORKSPACE}",
        "$CI_PROJECT_DIR", "${CI_PROJECT_DIR}", "$CIRCLE_WORKING_DIRECTORY", "$(Build.SourcesDirectory)",
        "$(System.DefaultWorkingDirectory)", "$BITBUCKET_CLONE_DIR", "${BITBUCKET_CLONE_DIR}", "/workspace",
        "$TRAVIS_BUILD_DIR", "${TRAVIS_BUILD_DIR}", "$(git rev-parse --show-toplevel)",
    ]

    /// A path as seen from a folder.
    ///
    /// - Parameters:
    ///   - path: As written.
    ///   - folder: The folder that a command runs in; nil where that is not known.
    ///   - script: The folder of the script that says so, for `$(dirname "$0")`.
    /// - Returns: The path relative to the root; nil where a part of it is not known or it lies outside.
    static func resolve(_ path: String, from folder: String?, script: String? = nil) -> String? {
        var path = path[...]
        var base = folder
        if let root = roots.first(where: { path == $0 || path.hasPrefix($0 + "/") }) {
            path = path.dropFirst(root.count)
            base = "."
        } else if path.hasPrefix("$("), path.contains("dirname"), let close = path.lastIndex(of: ")") {
            path = path[path.index(after: close)...]
            base = script
        }
        guard let base, !path.contains(where: { "$`*{".contains($0) }) else { return nil }
        let isRooted = base != folder || path.isEmpty
        let rest = isRooted ? path.drop { $0 == "/" } : path
        return rest.isEmpty ? base : RelativePath.join(base, String(rest))
    }
}
