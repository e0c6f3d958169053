import Support
import Testing
import Topology
import Workspace

@testable import Bundles

/// `docs/datastores.md` says of each datastore what its entry says.
@Suite struct DatastoreTableTests {
    private static let heading: [String] = [
        "datastore", "kind", "drivers", "addresses", "images", "configuration", "infrastructure", "started from",
        "backup",
        "proof",
    ]
    private static let start = "<!-- table -->\n"
    private static let end = "<!-- end of the table -->\n"

    private static var path: String {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(3).joined(separator: "/") + "/docs/datastores.md"
    }

    private static func row(_ store: any KnownDatastore) -> [String] {
        let drivers = store.drivers.filter { !$0.value.isEmpty }.keys.map(\.rawValue).sorted()
        let words = store.signs.words + store.signs.calls.map { $0 + "()" } + store.signs.settings.map { $0 + "*" }
        let resources = store.signs.resources.map(\.type) + store.signs.charts.map { "chart " + $0 }
        let hasServer = store.debianPackage.map { "programs of `\($0)`" }
        let image = store.container(version: nil).map { "`\($0.image)`" }
        let started = [hasServer, image].compactMap(\.self).joined(separator: ", else ")
        return [
            store.name, store.kind.rawValue, list(drivers, quoted: false), list(store.schemes), list(store.images),
            list(words), list(resources.removingRepeats()), started.isEmpty ? "not started" : started,
            store.backup.map { "`\($0.command)`" } ?? "none", store.proof.rawValue,
        ]
    }

    private static func list(_ values: [String], quoted: Bool = true) -> String {
        guard !values.isEmpty else { return "none" }
        let shown = values.prefix(4).map { quoted ? "`\($0)`" : $0 }.joined(separator: ", ")
        return values.count > 4 ? "\(shown) and \(values.count - 4) more" : shown
    }

    private static var table: String {
        let rows = [heading, heading.map { _ in "---" }] + Catalogue.standard.datastores.map(row)
        return rows.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    @Test func `the table is that of the catalogue`() throws {
        let text = String(decoding: try FileSystemAccess.read(Self.path), as: UTF8.self)
        let opening = try #require(text.firstRange(of: Self.start))
        let closing = try #require(text.firstRange(of: Self.end))
        let written = text[opening.upperBound..<closing.lowerBound]
        if UserEnvironment.current["UPDATE_SNAPSHOTS"] == "1", written != Self.table {
            let new = text[..<opening.upperBound] + Self.table + text[closing.lowerBound...]
            try FileSystemAccess.write(Array(new.utf8), to: Self.path)
            Issue.record("docs/datastores.md was written anew")
        } else {
            #expect(written == Self.table)
        }
    }

    @Test(arguments: Catalogue.standard.datastores.map(\.id))
    func `an entry is told by something, and its images and words are lower case or of code`(_ id: String) throws {
        let store = try #require(Catalogue.standard.datastore(id))
        let hasSign =
            !store.drivers.isEmpty || !store.images.isEmpty || !store.signs.resources.isEmpty || !store.schemes.isEmpty
        #expect(hasSign)
        #expect(store.images.allSatisfy { $0 == $0.lowercased() })
        #expect(store.drivers.values.joined().allSatisfy { $0 == $0.lowercased() })
        #expect(store.schemes.allSatisfy { $0 == $0.lowercased() })
    }
}

extension [String] {
    fileprivate func removingRepeats() -> [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
