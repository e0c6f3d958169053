import Workspace

extension FuzzTarget {
    /// JSON of both dialects, and its editor.
    static let json = FuzzTarget("json") { bytes in
        let strict = try? JSONParser.parse(bytes, path: "a.json")
        guard let document = try? JSONParser.parse(bytes, path: "a.json", dialect: .withComments) else {
            return strict == nil ? nil : "strict JSON is no JSON with comments"
        }
        if let strict, !DocumentCheck.isSame(strict.root, document.root) { return "the dialects differ in the value" }
        return DocumentCheck.complaint(document) { try? JSONParser.parse($0, path: "a.json", dialect: .withComments) }
            ?? EditorCheck.json.complaint(document)
    }

    /// TOML and its editor.
    static let toml = FuzzTarget("toml") { bytes in
        guard let document = try? TOMLParser.parse(bytes, path: "a.toml") else { return nil }
        return DocumentCheck.complaint(document) { try? TOMLParser.parse($0, path: "a.toml") }
            ?? EditorCheck.toml.complaint(document)
    }

    /// YAML and its editor.
    static let yaml = FuzzTarget("yaml") { bytes in
        guard let documents = try? YAMLParser.parse(bytes, path: "a.yaml") else { return nil }
        for document in documents {
            let complaint = DocumentCheck.complaint(document) { _ in document }
            if let complaint { return complaint }
            _ = document.root.resolvingMergeKeys()
        }
        guard let again = try? YAMLParser.parse(bytes, path: "a.yaml"), again.count == documents.count,
            zip(documents, again).allSatisfy({ DocumentCheck.isSame($0.root, $1.root) })
        else { return "a second reading differs" }
        return documents.count == 1 ? EditorCheck.yaml.complaint(documents[0]) : nil
    }
}

/// What holds for every document that was read.
enum DocumentCheck {
    /// What is wrong with a document, if anything is.
    static func complaint(_ document: Document, _ read: ([UInt8]) -> Document?) -> String? {
        guard isInside(document.root, document.bytes.count) else { return "a span lies outside of the file" }
        guard let again = read(document.bytes), isSame(document.root, again.root) else {
            return "a second reading differs"
        }
        return nil
    }

    /// Whether two nodes have the same value, of members and elements as well.
    static func isSame(_ left: DocumentNode, _ right: DocumentNode) -> Bool {
        switch (left.value, right.value) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.number(_, let left), .number(_, let right)): left == right
        case (.string(let left), .string(let right)): left == right
        case (.dateTime(let left, let kind), .dateTime(let right, let other)): left == right && kind == other
        case (.sequence(let left), .sequence(let right)):
            left.count == right.count && zip(left, right).allSatisfy { isSame($0, $1) }
        case (.mapping(let left), .mapping(let right)):
            left.count == right.count
                && zip(left, right).allSatisfy { $0.key == $1.key && isSame($0.value, $1.value) }
        default: false
        }
    }

    private static func isInside(_ node: DocumentNode, _ count: Int) -> Bool {
        node.span.upperBound <= count && node.elements.allSatisfy { isInside($0, count) }
            && node.members.allSatisfy { $0.keySpan.upperBound <= count && isInside($0.value, count) }
    }
}
