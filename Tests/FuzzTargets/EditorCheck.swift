import Workspace

/// What holds for the editor of a format: what it changed is read again, holds the new value, loses nothing else, and
/// needs no second change.
struct EditorCheck: Sendable {
    /// A change of a document; nil where the editor refuses it.
    typealias Change = @Sendable (_ path: [String], Document) -> [TextEdit]?

    /// Reads a text; nil where it is none of the format.
    var read: @Sendable ([UInt8]) -> Document?
    /// Changes that each put a value at a path.
    var changes: [Change]
    /// How many mappings of a document are tried.
    var limit = 6
    /// Whether one value may stand in several places.
    var hasAliases = false

    /// JSON with comments.
    static let json = EditorCheck(
        read: { try? JSONParser.parse($0, path: "a.json", dialect: .withComments) },
        changes: [
            { try? JSONEditor.set("v", at: $0, in: $1) },
            { try? JSONEditor.set(["v", 1], at: $0, in: $1) },
            { try? JSONEditor.set(["a": .null], at: $0, in: $1) },
        ])

    /// TOML.
    static let toml = EditorCheck(
        read: { try? TOMLParser.parse($0, path: "a.toml") },
        changes: [
            { try? TOMLEditor.set("v", at: $0, in: $1) },
            { try? TOMLEditor.set(["v", 1], at: $0, in: $1) },
            { try? TOMLEditor.set(["a": 1.5], at: $0, in: $1) },
        ])

    /// YAML.
    static let yaml = EditorCheck(
        read: { try? YAMLParser.parseSingle($0, path: "a.yaml") },
        changes: [
            { try? YAMLEditor.set("v", at: $0, in: $1) },
            { try? YAMLEditor.set(["v", 1], at: $0, in: $1) },
            { try? YAMLEditor.set(["a": "b\nc\n"], at: $0, in: $1) },
        ], hasAliases: true)

    /// What is wrong with a change of a document, if anything is. A change that is refused is no mistake.
    func complaint(_ document: Document) -> String? {
        for mapping in Self.mappings(in: document.root, limit: limit) {
            for key in ["zz", "z\n\"é"] {
                for change in changes {
                    if let complaint = complaint(document, mapping + [key], change) { return complaint }
                }
            }
        }
        return nil
    }

    private func complaint(_ document: Document, _ path: [String], _ change: Change) -> String? {
        guard let edits = change(path, document) else { return nil }
        guard let edited = try? TextEdit.apply(edits, to: document.bytes) else { return "edits at \(path) overlap" }
        let shown = String(decoding: edited, as: UTF8.self).debugDescription
        guard let again = read(edited) else { return "cannot be read after an edit at \(path): \(shown)" }
        guard path.reduce(Optional(again.root), { $0?[$1] }) != nil else { return "no \(path) in \(shown)" }
        guard let second = change(path, again), second.isEmpty else {
            return "a second edit at \(path) changes \(shown)"
        }
        // What is added to a mapping with an anchor is added wherever an alias means it.
        if hasAliases, document.bytes.contains(UInt8(ascii: "*")) { return nil }
        return Self.keeps(document.root, again.root) ? nil : "an edit at \(path) lost something: \(shown)"
    }

    /// The paths of the first mappings that are reached without stepping into a list.
    private static func mappings(in root: DocumentNode, limit: Int) -> [[String]] {
        var found: [[String]] = []
        var open: [([String], DocumentNode)] = [([], root)]
        while let (path, node) = open.popLast(), found.count < limit {
            guard case .mapping(let members) = node.value else { continue }
            found.append(path)
            var names: Set<String> = []
            // With repeated keys only the last one is reached by its name.
            for member in members.reversed() where names.insert(member.key).inserted {
                open.append((path + [member.key], member.value))
            }
        }
        return found
    }

    /// Whether everything of a node is still there, in its order, in another one.
    private static func keeps(_ old: DocumentNode, _ new: DocumentNode) -> Bool {
        guard case .mapping(let members) = old.value, case .mapping(let others) = new.value else {
            if case .null = old.value { return true }
            return DocumentCheck.isSame(old, new)
        }
        var rest = others[...]
        return members.allSatisfy { member in
            guard let found = rest.firstIndex(where: { $0.key == member.key && keeps(member.value, $0.value) }) else {
                // The value of the key that was set may be another one now.
                return member.key == "zz" || member.key == "z\n\"é"
            }
            rest = rest[(found + 1)...]
            return true
        }
    }
}
