@testable import Workspace

/// A repository in memory, read by one workspace kind, with its answer in lines that a test can compare.
struct KindFixture {
    /// What the kind says.
    let reading: WorkspaceReading

    /// Reads a repository by one kind.
    init(_ kind: any WorkspaceKind, _ files: [String: String]) {
        reading = kind.read(ManifestStore(RepositoryFiles(files)))
    }

    /// `path name`, sorted; what is no member of a workspace is in parentheses.
    var packages: [String] {
        reading.packages.map { claim in
            let text = claim.name.map { "\(claim.path) \($0)" } ?? claim.path
            return claim.isMember ? text : "(\(text))"
        }.sorted()
    }

    /// `from -> to kind file:line`, sorted.
    var edges: [String] {
        reading.dependencies.map { "\($0.from) -> \($0.to) \($0.kind.rawValue) \($0.place.path):\($0.place.line ?? 0)" }
            .sorted()
    }

    /// The manifests that declare a workspace.
    var declarations: [String] { reading.declarations.map(\.manifest).sorted() }

    /// `code file`, in order.
    var diagnostics: [String] { reading.diagnostics.map { "\($0.code) \($0.place?.path ?? "-")" } }
}
