package import Workspace

/// Where checks work that need no running unit, and with what.
package struct Workplace: Sendable {
    /// The private copy of the repository, with the plans applied.
    package var copy: PrivateCopy
    /// What was asked of the run.
    package var request: RunRequest
    /// Tools, environment and progress.
    package var surroundings: RunSurroundings

    /// Makes a workplace.
    package init(copy: PrivateCopy, request: RunRequest, surroundings: RunSurroundings) {
        self.copy = copy
        self.request = request
        self.surroundings = surroundings
    }
}
