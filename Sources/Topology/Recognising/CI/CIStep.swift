package import Workspace

/// One step of a CI pipeline: a simple command of a script, or an action with its inputs.
///
/// Scripts and actions of the repository that a step calls are followed by reading them; nothing is executed.
package struct CIStep: Sendable {
    /// What a step does.
    package enum Content: Sendable {
        /// The words of one simple command, quotes removed and what is known of the variables put in.
        case command([String])
        /// The name of an action without its version, and its inputs.
        case action(String, [String: String])
    }

    /// What it does.
    package var content: Content
    /// The folder that it runs in, relative to the root; nil where that is not known.
    package var folder: String?
    /// The line of the pipeline that runs it; that of the script's call where it stands in a script.
    package var place: FilePlace
    /// The pipeline's file and the job's key, which together name the job.
    package var job: String
    /// Whether it runs for pull requests alone, so that nothing it does reaches production.
    package var isForPullRequests: Bool

    /// Makes a step.
    package init(
        _ content: Content, folder: String?, at place: FilePlace, job: String, isForPullRequests: Bool = false
    ) {
        self.content = content
        self.folder = folder
        self.place = place
        self.job = job
        self.isForPullRequests = isForPullRequests
    }

    /// The words of a command; empty for an action.
    package var words: [String] {
        guard case .command(let words) = content else { return [] }
        return words
    }
}
