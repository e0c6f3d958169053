extension StateFile {
    /// The edits that bring the file up to what was detected, without taking anything away.
    ///
    /// Packages whose path the file does not have are added at the end; `monorepo` is set where it is `null` or
    /// missing. Every other byte stays. Applied to its own result it gives no edits.
    ///
    /// - Parameters:
    ///   - packages: What was detected, in the order in which new ones are written.
    ///   - monorepo: What was detected.
    /// - Returns: The edits by the lines that differ; none where there is nothing to add.
    /// - Throws: `json/...` if `packages` is something else than a list, which `diagnostics` says too.
    package func edits(adding packages: [StatePackage], monorepo: Bool) throws(Diagnostic) -> [TextEdit] {
        var document = document
        let root = document.root
        if root["monorepo"].map(\.isNull) ?? true {
            let edits = try JSONEditor.set(.boolean(monorepo), at: ["monorepo"], in: document)
            document = try Self.applying(edits, to: document)
        }
        let known = Set(knownPaths)
        let added = packages.filter { !known.contains($0.path) }
        if !added.isEmpty, root["packages"].map(\.isNull) ?? true {
            let edits = try JSONEditor.set(.array(added.map(\.json)), at: ["packages"], in: document)
            document = try Self.applying(edits, to: document)
        } else {
            for package in added {
                let edits = try JSONEditor.append(package.json, toArrayAt: ["packages"], in: document)
                document = try Self.applying(edits, to: document)
            }
        }
        return LineDifference(from: self.document.bytes, to: document.bytes).edits
    }

    /// The document after edits, parsed again so that the next edit knows its bytes.
    private static func applying(_ edits: [TextEdit], to document: Document) throws(Diagnostic) -> Document {
        try JSONParser.parse(try TextEdit.apply(edits, to: document.bytes), path: path)
    }

    /// A new file for a repository that has none.
    package static func create(packages: [StatePackage], monorepo: Bool) -> [UInt8] {
        let value: JSONValue = [
            "monorepo": .boolean(monorepo), "packages": .array(packages.map(\.json)),
        ]
        return Array(JSONText.encode(value).utf8)
    }

    /// The normal form of each path that is written, also of entries that are wrong in another field.
    private var knownPaths: [String] {
        (document.root["packages"]?.elements ?? []).compactMap { element in
            element["path"]?.string.flatMap(RelativePath.normal)
        }
    }
}

extension StatePackage {
    /// The entry of the file.
    fileprivate var json: JSONValue {
        var members: [(key: String, value: JSONValue)] = [("name", .string(name)), ("path", .string(path))]
        if let type { members.append(("type", .string(type))) }
        if let stack { members.append(("stack", .string(stack))) }
        return .object(members)
    }
}

extension DocumentNode {
    /// Whether it is `null`.
    fileprivate var isNull: Bool {
        if case .null = value { true } else { false }
    }
}
