import Synchronization

/// The parsed manifests of a repository: each is read and parsed at most once, whoever asks.
package final class ManifestStore: Sendable {
    /// What came of reading one file.
    package enum Outcome: Sendable {
        /// The file, parsed.
        case document(Document)
        /// It is there and cannot be parsed.
        case failure(Diagnostic)
        /// It is not there, or is no readable file.
        case absent
    }

    /// All files of the repository.
    package let files: RepositoryFiles
    private let outcomes = Mutex<[String: Outcome]>([:])
    private let nodeManifests = Mutex<[String: NodeManifest]>([:])
    private let pythonManifests = Mutex<[String: PythonManifest]>([:])
    private let knownNodeWorkspaces = Mutex<[NodeWorkspace]?>(nil)
    private let derivedValues = Mutex<[String: any AnyObject & Sendable]>([:])

    /// Makes a store over the files of a repository.
    ///
    /// - Parameters:
    ///   - files: All files.
    ///   - earlier: A store over some of them: what it parsed is not parsed again.
    package init(_ files: RepositoryFiles, parsedBy earlier: ManifestStore? = nil) {
        self.files = files
        guard let earlier else { return }
        // What was absent then may be there now.
        let parsed = earlier.outcomes.withLock { outcomes in
            outcomes.filter { _, outcome in
                if case .absent = outcome { return false }
                return true
            }
        }
        let node = earlier.nodeManifests.withLock { $0 }
        let python = earlier.pythonManifests.withLock { $0 }
        outcomes.withLock { $0 = parsed }
        nodeManifests.withLock { $0 = node }
        pythonManifests.withLock { $0 = python }
    }

    /// The file at a path, parsed by the format that its name says: JSON, TOML or YAML.
    package func outcome(_ path: String) -> Outcome {
        guard files.mayHave(nameOf: path) else { return .absent }
        if let known = outcomes.withLock({ $0[path] }) { return known }
        guard files.lists(path) else { return .absent }
        let outcome = parse(path)
        outcomes.withLock { $0[path] = outcome }
        return outcome
    }

    /// The document at a path; nil where it is absent or cannot be parsed.
    package func document(_ path: String) -> Document? {
        guard case .document(let document) = outcome(path) else { return nil }
        return document
    }

    /// What is wrong with the file at a path; nil where nothing is.
    package func failure(_ path: String) -> Diagnostic? {
        guard case .failure(let diagnostic) = outcome(path) else { return nil }
        return diagnostic
    }

    /// The `package.json` of a folder; nil where there is none that can be read.
    package func nodeManifest(in folder: String) -> NodeManifest? {
        guard files.mayHave(nameOf: "package.json") else { return nil }
        if let known = nodeManifests.withLock({ $0[folder] }) { return known }
        guard let document = document(Self.path("package.json", in: folder)) else { return nil }
        let manifest = NodeManifest(document, folder: folder)
        nodeManifests.withLock { $0[folder] = manifest }
        return manifest
    }

    /// The `pyproject.toml` of a folder; nil where there is none that can be read.
    package func pythonManifest(in folder: String) -> PythonManifest? {
        guard files.mayHave(nameOf: "pyproject.toml") else { return nil }
        if let known = pythonManifests.withLock({ $0[folder] }) { return known }
        guard let document = document(Self.path("pyproject.toml", in: folder)) else { return nil }
        let manifest = PythonManifest(document, folder: folder)
        pythonManifests.withLock { $0[folder] = manifest }
        return manifest
    }

    /// Every workspace of the Node world.
    var nodeWorkspaces: [NodeWorkspace] {
        knownNodeWorkspaces.withLock { known in
            if let known { return known }
            let found = NodeWorkspaces.find(in: self)
            known = found
            return found
        }
    }

    /// What was made of a manifest before, by a key that names the maker and the file; made now where nothing was.
    package func derived<Value: Sendable>(_ key: String, _ make: () -> Value) -> Value {
        if let known = derivedValues.withLock({ $0[key] }) as? Kept<Value> { return known.value }
        let value = make()
        derivedValues.withLock { $0[key] = Kept(value) }
        return value
    }

    /// Parses files ahead, in parallel, so that those who ask later find them ready.
    package func prepare(_ paths: [String]) async {
        _ = await ParallelMap.run(over: paths) { path in
            let folder = RelativePath.folder(of: path)
            switch RelativePath.baseName(of: path) {
            case "package.json": _ = self.nodeManifest(in: folder)
            case "pyproject.toml": _ = self.pythonManifest(in: folder)
            default: _ = self.outcome(path)
            }
        }
    }

    /// The path of a file in a folder; `.` is the root.
    package static func path(_ name: String, in folder: String) -> String {
        folder == "." ? name : folder + "/" + name
    }

    private func parse(_ path: String) -> Outcome {
        guard files.contains(path), let bytes = files.contents(path) else { return .absent }
        do throws(Diagnostic) {
            guard let document = try Self.parse(bytes, path: path) else { return .absent }
            return .document(document)
        } catch {
            return .failure(error)
        }
    }

    private static func parse(_ bytes: [UInt8], path: String) throws(Diagnostic) -> Document? {
        if path.hasSuffix(".json") { return try JSONParser.parse(bytes, path: path) }
        if path.hasSuffix(".jsonc") { return try JSONParser.parse(bytes, path: path, dialect: .withComments) }
        if path.hasSuffix(".toml") || path.hasSuffix("Pipfile") { return try TOMLParser.parse(bytes, path: path) }
        if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
            return try YAMLParser.parse(bytes, path: path).first.map { document in
                var document = document
                document.root = document.root.resolvingMergeKeys()
                return document
            }
        }
        return nil
    }
}

/// A value in a box: of which type it is, is seen at once, where a cast of the bare value looks at all of it.
package final class Kept<Value: Sendable>: Sendable {
    /// The value.
    package let value: Value

    /// Puts a value into a box.
    package init(_ value: Value) {
        self.value = value
    }
}
