import Topology
package import Workspace

/// Step 7: the Infrastructure table of CONVENTIONS.md.
package enum Recording {
    /// Who owns the change of the table in a change set.
    package static let owner = "table"

    private static let why = "records the infrastructure"

    /// The change that records rows; nil where the table already says so.
    ///
    /// Without the file it is created from what was detected, with these rows in it.
    package static func change(
        recording entries: [InfrastructureEntry], in detection: Detection
    ) -> FileChange? {
        // What several units share, each of them records.
        var known: Set<InfrastructureEntry> = []
        let entries = entries.filter { known.insert($0).inserted }
        let hasManyUnits = detection.context.graph.packages.filter(\.deploysIndependently).count > 1
        let isWide = detection.context.graph.isMonorepo && hasManyUnits
        guard let bytes = detection.monorepo.files.contents(Conventions.path) else {
            let name =
                detection.context.graph.package(at: ".")?.name
                ?? RelativePath.baseName(of: detection.monorepo.files.root)
            var seen: Set<[String]> = []
            let all = (DetectedRows.entries(of: detection.context) + entries).filter { entry in
                seen.insert([entry.row.component, entry.row.package ?? "", entry.row.provider]).inserted
            }
            return .create(
                Conventions.path, Conventions.create(name: name, entries: all, packageColumn: isWide), why: why)
        }
        let edits = Conventions(bytes).edits(recording: entries, packageColumn: isWide)
        if edits.isEmpty { return nil }
        return try? .edit(Conventions.path, original: bytes, edits: edits, why: why)
    }
}
