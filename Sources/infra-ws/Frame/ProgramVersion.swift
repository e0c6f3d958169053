/// Which infra-ws this is.
enum ProgramVersion {
    /// The version of the next or last release, as in the changelog.
    static let current = "0.1.0"
}
