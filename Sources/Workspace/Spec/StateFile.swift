/// A package as `.spec_system/state.json` describes it.
package struct StatePackage: Sendable, Hashable {
    /// The name; the last component of the path where the file gives none.
    package var name: String
    /// Path relative to the root in its normal form; `.` for the root.
    package var path: String
    /// `frontend`, `backend`, `service`, `library`, or any other text that a person wrote.
    package var type: String?
    /// The stack in a person's words; a list is joined with `, `.
    package var stack: String?
    /// Where the entry starts; absent for a package that is to be written.
    package var place: FilePlace?

    /// Makes a package.
    package init(name: String, path: String, type: String? = nil, stack: String? = nil, place: FilePlace? = nil) {
        self.name = name
        self.path = path
        self.type = type
        self.stack = stack
        self.place = place
    }
}

/// `.spec_system/state.json`, read tolerantly: fields that are not known are kept and never looked at.
package struct StateFile: Sendable {
    /// Path of the file relative to the root.
    package static let path = ".spec_system/state.json"

    /// Whether the repository says that it is a monorepo; absent for `null` and where the field is missing.
    package let monorepo: Bool?
    /// The packages in the order of the file, each path once.
    package let packages: [StatePackage]
    /// What is wrong with single fields and entries, in the order of the file.
    package let diagnostics: [Diagnostic]
    /// The parsed file.
    package let document: Document

    /// Reads the file.
    ///
    /// - Throws: `json/...` with line and column where the text is no JSON, `state/no-object` where it is no object.
    ///   Everything else that is wrong is in `diagnostics`.
    package init(_ bytes: [UInt8]) throws(Diagnostic) {
        let document = try JSONParser.parse(bytes, path: Self.path)
        guard case .mapping = document.root.value else {
            throw .stateNoObject(at: document.place(of: document.root))
        }
        var reader = StateReader(document: document)
        reader.read()
        monorepo = reader.monorepo
        packages = reader.packages
        diagnostics = reader.diagnostics.sorted { ($0.place ?? FilePlace("")) < ($1.place ?? FilePlace("")) }
        self.document = document
    }

    /// The first diagnostic that is an error: a run stops with it before anything is changed.
    package var firstError: Diagnostic? { diagnostics.first { $0.severity == .error } }
}

/// Turns the parsed file into packages and diagnostics.
private struct StateReader {
    let document: Document
    private(set) var monorepo: Bool?
    private(set) var packages: [StatePackage] = []
    private(set) var diagnostics: [Diagnostic] = []
    private var lineByPath: [String: FilePlace] = [:]
    private var placeByName: [String: FilePlace] = [:]

    init(document: Document) { self.document = document }

    mutating func read() {
        for name in ["monorepo", "packages"] {
            for member in document.root.members.filter({ $0.key == name }).dropFirst() {
                diagnostics.append(.repeatedField(name, at: document.place(of: member)))
            }
        }
        readMonorepo()
        readPackages()
    }

    private mutating func readMonorepo() {
        guard let node = document.root["monorepo"] else { return }
        switch node.value {
        case .boolean(let truth): monorepo = truth
        case .null: break
        default: report(.error, "`monorepo` must be `true`, `false` or `null`", node)
        }
    }

    private mutating func readPackages() {
        guard let node = document.root["packages"] else { return }
        switch node.value {
        case .sequence(let elements): elements.forEach { readPackage($0) }
        case .null: break
        default: report(.error, "`packages` must be a list", node)
        }
    }

    private mutating func readPackage(_ node: DocumentNode) {
        guard case .mapping = node.value else {
            report(.error, "a package must be an object with `name` and `path`", node)
            return
        }
        guard let written = text("path", of: node, .error) else {
            if node["path"] == nil { report(.error, "the package has no `path`", node) }
            return
        }
        let name = text("name", of: node, .error)
        if name == nil, node["name"] != nil { return }
        guard let path = place(written, name: name, node["path"] ?? node) else { return }
        let package = StatePackage(
            name: name ?? RelativePath.baseName(of: path), path: path, type: text("type", of: node, .warning),
            stack: stack(of: node), place: document.place(of: node))
        append(package)
    }

    /// The normal form of a path; absent, with an error, for one that is not below the root.
    private mutating func place(_ written: String, name: String?, _ node: DocumentNode) -> String? {
        let components = written.split(separator: "/")
        let isOutside = written.hasPrefix("/") || components.contains("..") || written.utf8.contains(0)
        guard !isOutside, !written.isEmpty, let path = RelativePath.normal(written) else {
            diagnostics.append(.outside(written, package: name ?? "", at: document.place(of: node)))
            return nil
        }
        return path
    }

    private mutating func append(_ package: StatePackage) {
        let place = package.place
        if let first = lineByPath[package.path] {
            diagnostics.append(.twice("path", package.path, first: first, at: place))
            return
        }
        if let first = placeByName[package.name] {
            diagnostics.append(.twice("name", package.name, first: first, at: place))
        }
        lineByPath[package.path] = place
        placeByName[package.name] = place
        packages.append(package)
    }

    /// The text of a field; absent for `null`, a missing field, and, with a diagnostic, for anything but text.
    private mutating func text(_ key: String, of node: DocumentNode, _ severity: Diagnostic.Severity) -> String? {
        guard let value = node[key] else { return nil }
        if let text = value.string { return text }
        if case .null = value.value, severity == .warning { return nil }
        report(severity, "`\(key)` must be text", value)
        return nil
    }

    private mutating func stack(of node: DocumentNode) -> String? {
        guard let value = node["stack"] else { return nil }
        switch value.value {
        case .string(let text): return text
        case .null: return nil
        case .sequence(let elements):
            let words = elements.compactMap(\.string)
            if words.count == elements.count { return words.isEmpty ? nil : words.joined(separator: ", ") }
        default: break
        }
        report(.warning, "`stack` must be text or a list of texts", value)
        return nil
    }

    private mutating func report(_ severity: Diagnostic.Severity, _ message: String, _ node: DocumentNode) {
        let found = "\(message), and here is \(node.kindName)"
        diagnostics.append(
            Diagnostic(severity, "state/wrong-kind", found, at: document.place(of: node), remedy: "correct the field"))
    }
}

extension DocumentNode {
    /// What kind of value it is, for a message.
    fileprivate var kindName: String {
        switch value {
        case .null: "`null`"
        case .boolean: "a truth value"
        case .integer, .number: "a number"
        case .string: "text"
        case .dateTime: "a date"
        case .sequence: "a list"
        case .mapping: "an object"
        }
    }
}

extension Diagnostic {
    fileprivate static func stateNoObject(at place: FilePlace) -> Diagnostic {
        .error(
            "state/no-object", "the file must hold one object", at: place,
            remedy: "write `{}`, or remove the file and run `infra-ws init`")
    }

    fileprivate static func outside(_ path: String, package: String, at place: FilePlace) -> Diagnostic {
        .error(
            "state/path-outside", "package \"\(package)\" has the path \"\(path)\", which is outside the repository",
            at: place, remedy: "give a path below the root")
    }

    fileprivate static func twice(_ field: String, _ value: String, first: FilePlace, at place: FilePlace?)
        -> Diagnostic
    {
        .warning(
            "state/duplicate-\(field)",
            "the \(field) \"\(value)\" is also that of the package in line \(first.line ?? 1)", at: place,
            remedy: field == "path" ? "remove one of the two" : "give each package its own name")
    }

    fileprivate static func repeatedField(_ name: String, at place: FilePlace) -> Diagnostic {
        .warning(
            "state/repeated-field", "`\(name)` is there twice, and the last one counts", at: place,
            remedy: "remove one of the two")
    }
}
