import Testing
import Workspace

/// Adds keys to every document of the suites: what comes out must be read again, hold the key, and need no second edit.
@Suite struct EditorConformanceTests {
    @Test(.enabled(if: ConformanceSuite.isExpected, ConformanceSuite.howToRun))
    func `Conformance: every table of every TOML document takes a key, a list and a table`() throws {
        try ConformanceSuite.run("toml", bytesKey: "toml_base64", purpose: "editing") { bytes, _ in
            guard let document = try? TOMLParser.parse(bytes, path: "case.toml") else { return nil }
            for path in mappings(in: document.root) {
                for (key, value) in [("zz", "v"), ("z\n\"é", ["v", 1]), ("zz", ["a": 1.5])] as [(String, JSONValue)] {
                    let complaint = complaint(document, path + [key], TOMLParser.parse) { document throws(Diagnostic) in
                        try TOMLEditor.set(value, at: path + [key], in: document)
                    }
                    if let complaint { return complaint }
                }
                let complaint = complaint(document, path + ["zz", "k"], TOMLParser.parse) {
                    document throws(Diagnostic) in
                    try TOMLEditor.set(true, at: path + ["zz", "k"], in: document)
                }
                if let complaint { return complaint }
            }
            return nil
        }
    }

    @Test(.enabled(if: ConformanceSuite.isExpected, ConformanceSuite.howToRun))
    func `Conformance: every object of every JSON document takes a member`() throws {
        try ConformanceSuite.run("json", bytesKey: "json_base64", purpose: "editing") { bytes, _ in
            guard let document = try? parseJSON(bytes, path: "case.json") else { return nil }
            for path in mappings(in: document.root) {
                for (key, value) in [("zz", "v"), ("z\n\"é", ["v", 1]), ("zz", ["a": .null])] as [(String, JSONValue)] {
                    let complaint = complaint(document, path + [key], parseJSON) { document throws(Diagnostic) in
                        try JSONEditor.set(value, at: path + [key], in: document)
                    }
                    if let complaint { return complaint }
                }
            }
            return nil
        }
    }

    private func parseJSON(_ bytes: [UInt8], path: String) throws(Diagnostic) -> Document {
        try JSONParser.parse(bytes, path: path, dialect: .withComments)
    }

    /// The paths of all mappings that are reached without stepping into a list.
    private func mappings(in node: DocumentNode, at path: [String] = []) -> [[String]] {
        guard case .mapping(let members) = node.value else { return [] }
        var names: Set<String> = []
        // With repeated keys only the last one is reached by its name.
        return [path]
            + members.reversed().flatMap { member in
                names.insert(member.key).inserted ? mappings(in: member.value, at: path + [member.key]) : []
            }
    }

    /// What is wrong with a change, if anything is.
    private func complaint(
        _ document: Document, _ path: [String], _ parse: ([UInt8], String) throws(Diagnostic) -> Document,
        _ change: (Document) throws(Diagnostic) -> [TextEdit]
    ) -> String? {
        do {
            let edited = try TextEdit.apply(try change(document), to: document.bytes)
            do {
                let again = try parse(edited, document.path)
                if try !change(again).isEmpty {
                    return "a second edit of \(path): \(String(decoding: edited, as: UTF8.self))"
                }
                let isKept = keeps(document.root, again.root) && path.reduce(Optional(again.root)) { $0?[$1] } != nil
                return isKept ? nil : "lost something at \(path): \(String(decoding: edited, as: UTF8.self))"
            } catch {
                return "\(path): \(error): \(String(decoding: edited, as: UTF8.self))"
            }
        } catch {
            return "\(path): \(error)"
        }
    }

    /// Whether everything of a document is still there, in its order, in another one.
    private func keeps(_ old: DocumentNode, _ new: DocumentNode) -> Bool {
        switch (old.value, new.value) {
        case (.mapping(let old), .mapping(let new)):
            let rest = new.filter { member in !member.key.hasPrefix("z") || old.contains { $0.key == member.key } }
            return old.count == rest.count
                && zip(old, rest).allSatisfy { $0.key == $1.key && keeps($0.value, $1.value) }
        case (.sequence(let old), .sequence(let new)):
            return old.count == new.count && zip(old, new).allSatisfy { keeps($0, $1) }
        default: return old.scalarText == new.scalarText
        }
    }
}
