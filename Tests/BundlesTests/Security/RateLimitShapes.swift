import Topology
import Workspace

@testable import Bundles

/// Rate limits planned for units in memory.
enum RateLimitShapes {
    /// A need of a unit.
    static func need(
        _ unit: DeployableUnit, client: ClientAddress = .socket, source: String? = nil, hasStore: Bool = false
    ) -> RateLimitNeed {
        RateLimitNeed(
            unit: unit, client: client, clientSource: source,
            store: hasStore ? unit.components.first { $0.kind == .cache } : nil, exempt: ["/health", "/health/live"])
    }

    /// Each file with its new text, or the lines that are new in it.
    static func transcript(_ edits: RateLimitEdits) -> String {
        var text = "\(edits.provider); \(edits.summary); adds \(edits.dependencies)\n"
        for change in edits.changes.sorted(by: { $0.path < $1.path }) {
            let new = String(decoding: change.new ?? [], as: UTF8.self)
            guard let original = change.original else {
                text += "\n=== \(change.path) (new)\n\(new)"
                continue
            }
            text += "\n=== \(change.path)\n"
            let old = Set(String(decoding: original, as: UTF8.self).split(separator: "\n"))
            for line in new.split(separator: "\n", omittingEmptySubsequences: false) {
                text += (old.contains(line) || line.isEmpty ? "  " : "+ ") + line + "\n"
            }
        }
        return text
    }

    /// The file of a change.
    static func text(_ path: String, in edits: RateLimitEdits?) -> String {
        let change = edits?.changes.first { $0.path == path }
        return change?.new.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
