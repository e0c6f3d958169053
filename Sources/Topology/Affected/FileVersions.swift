/// What a file was and is.
package struct FileVersions: Sendable, Hashable {
    /// One version of a file.
    package enum Version: Sendable, Hashable {
        /// There is no such file.
        case absent
        /// Its bytes.
        case contents([UInt8])
        /// It may be there or not; nobody can say.
        case unknown
    }

    /// Before the change.
    package var before: Version
    /// After it.
    package var after: Version

    /// Makes a pair.
    package init(before: Version, after: Version) {
        self.before = before
        self.after = after
    }

    /// Both contents; nil where one of them is not there or not known.
    var both: (before: [UInt8], after: [UInt8])? {
        guard case .contents(let before) = before, case .contents(let after) = after else { return nil }
        return (before, after)
    }

    /// Whether one of the two is not known.
    var isUnknown: Bool { before == .unknown || after == .unknown }
}
