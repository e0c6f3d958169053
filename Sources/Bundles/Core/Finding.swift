package import Workspace

/// What a bundle sees for one unit or component before any change.
package struct Finding: Sendable, Hashable {
    /// The contract's five findings.
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// Every part that a file of the repository can hold is there.
        case configured
        /// One part is there and another that a file can hold is not.
        case partial
        /// No part is there.
        case missing
        /// The bundle does not apply; `reason` says why.
        case notApplicable
        /// known-issues.md says to leave it; `reason` quotes it.
        case skipped
    }

    /// Which of the five.
    package var state: State
    /// The parts that are there, each with the line that shows it.
    package var present: [FindingPart]
    /// The parts that a file can hold and that are not there, by name, in the order in which they are added.
    package var lacking: [String]
    /// Why it does not apply or is skipped.
    package var reason: String?

    /// Makes a finding.
    package init(_ state: State, present: [FindingPart] = [], lacking: [String] = [], reason: String? = nil) {
        self.state = state
        self.present = present
        self.lacking = lacking
        self.reason = reason
    }

    /// The finding that follows from which parts are there and which are not.
    package static func from(present: [FindingPart], lacking: [String]) -> Finding {
        let state: State = lacking.isEmpty ? .configured : present.isEmpty ? .missing : .partial
        return Finding(state, present: present, lacking: lacking)
    }

    /// Whether a run works on it.
    package var isOpen: Bool { state == .missing || state == .partial }
}

/// A part of a bundle that is there.
package struct FindingPart: Sendable, Hashable {
    /// What it is, such as `endpoint /health` or `probe in fly.toml`.
    package var name: String
    /// The line that shows it; nil for what the platform does by itself.
    package var place: FilePlace?

    /// Makes a part.
    package init(_ name: String, at place: FilePlace? = nil) {
        self.name = name
        self.place = place
    }
}
