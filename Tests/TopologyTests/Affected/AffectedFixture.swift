import Workspace

@testable import Topology

/// A state of a repository in a few words, for tests of `affected`.
struct AffectedFixture: Sendable {
    /// The state.
    var map: AffectedMap

    /// Makes a state.
    ///
    /// - Parameters:
    ///   - packages: For each path the ecosystems; one at `.` is the root of a workspace.
    ///   - edges: Paths: the first depends on the second.
    ///   - orders: Paths: the first waits for the second.
    init(
        _ packages: [String: Set<Ecosystem>], edges: [(String, String)] = [], orders: [(String, String)] = []
    ) {
        map = AffectedMap(
            packages: packages.map { path, ecosystems in
                AffectedPackage(
                    path: path, name: RelativePath.baseName(of: path), ecosystems: ecosystems,
                    isWorkspaceRoot: path == ".")
            },
            edges: edges.map { AffectedEdge(from: $0.0, to: $0.1, effect: .selects(.production)) }
                + orders.map { AffectedEdge(from: $0.0, to: $0.1, effect: .orders) })
    }

    /// What changed files affect.
    func affected(
        by files: [String], before: AffectedFixture? = nil, versions: [String: (before: String?, after: String?)] = [:]
    ) -> AffectedAnswer {
        engine(before: before, versions: versions).affected(by: files.map { ChangedFile($0) })
    }

    /// The engine for a change; files without versions are not known.
    func engine(
        before: AffectedFixture? = nil, versions: [String: (before: String?, after: String?)] = [:]
    ) -> AffectedEngine {
        AffectedEngine(before: (before ?? self).map, after: map) { path in
            guard let pair = versions[path] else { return FileVersions(before: .unknown, after: .unknown) }
            let version = { (text: String?) in
                text.map { FileVersions.Version.contents(Array($0.utf8)) } ?? .absent
            }
            return FileVersions(before: version(pair.before), after: version(pair.after))
        }
    }
}

/// Numbers that are the same in each run (Steele, Lea and Flood, "SplitMix").
struct FixedNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
