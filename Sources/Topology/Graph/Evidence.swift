package import Workspace

/// One fact about a package or component, with the line that it comes from.
package struct Evidence: Sendable, Hashable {
    /// Which field of the topology it supports, such as `framework`, `port`, `platform`, `type`, `deploysIndependently`.
    package var fact: String
    /// The value that the line gives, such as `fastapi` or `8000`.
    package var value: String
    /// Where it stands.
    package var place: FilePlace

    /// Makes a fact.
    package init(_ fact: String, _ value: String, at place: FilePlace) {
        self.fact = fact
        self.value = value
        self.place = place
    }
}
