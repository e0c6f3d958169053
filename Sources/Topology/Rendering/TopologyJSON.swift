package import Workspace

/// The topology for programs: one object with `schema` `infra-ws/topology/1`. A field is added, never renamed.
package enum TopologyJSON {
    /// The name and version of the form.
    package static let schema = "infra-ws/topology/1"

    /// The text, keys sorted, with a line break at its end.
    package static func render(_ graph: TopologyGraph) -> String {
        JSONText.encode(value(of: graph), sortedKeys: true)
    }

    /// The same text as bytes, the packages written side by side: it is most of what a large repository waits for at
    /// the end.
    package static func renderInParallel(_ graph: TopologyGraph) async -> [UInt8] {
        var rest = graph
        rest.packages = []
        let frame = render(rest)
        // The frame has the key once at this depth: a line break inside a text is written as `\\n`.
        guard !graph.packages.isEmpty, let place = frame.firstRange(of: "\n  \"packages\": [") else {
            return Array(render(graph).utf8)
        }
        let packages = await ParallelMap.run(over: graph.packages) { package in
            JSONText.bytes(value(of: package), base: "    ")
        }
        var text = Array(frame[..<place.upperBound].utf8)
        text.reserveCapacity(packages.reduce(frame.utf8.count) { $0 + $1.count + 6 } + 3)
        for (index, package) in packages.enumerated() {
            text += index > 0 ? ",\n    ".utf8 : "\n    ".utf8
            text += package
        }
        text += "\n  ".utf8
        text += frame[place.upperBound...].utf8
        return text
    }

    /// The whole object.
    package static func value(of graph: TopologyGraph) -> JSONValue {
        .object([
            ("schema", .string(schema)), ("monorepo", .boolean(graph.isMonorepo)),
            (
                "workspaces",
                .array(
                    graph.workspaces.map {
                        .object([("kind", .string($0.kind)), ("manifest", .string($0.manifest))])
                    })
            ), ("packages", .array(graph.packages.map(value(of:)))), ("shared", .array(graph.shared.map(value(of:)))),
            ("warnings", .array(graph.warnings.map(value(of:)))),
        ])
    }

    /// What `explain` prints: one object with `schema` `infra-ws/explain/1` and the packages that were meant.
    package static func explanation(of packages: [PackageNode]) -> JSONValue {
        .object([("schema", "infra-ws/explain/1"), ("packages", .array(packages.map(value(of:))))])
    }

    /// One package, its members by their keys; a field that is not known is absent.
    package static func value(of package: PackageNode) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = []
        members.reserveCapacity(15)
        func add(_ key: String, _ text: String?) { if let text { members.append((key, .string(text))) } }
        members.append(("dependencies", .array(package.dependencies.map(value(of:)))))
        members.append(("deploysIndependently", .boolean(package.deploysIndependently)))
        members.append(("evidence", .array(package.evidence.map(value(of:)))))
        add("framework", package.framework)
        add("healthPath", package.healthPath)
        add("language", package.language)
        add("name", package.name)
        add("packageManager", package.packageManager)
        add("path", package.path)
        members.append(("platforms", strings(package.platforms)))
        if let port = package.port { members.append(("port", .integer(port))) }
        add("start", package.start)
        add("type", package.type.rawValue)
        members.append(("uses", strings(package.uses)))
        members.append(("workspaces", strings(package.workspaces)))
        return .object(members)
    }

    /// One component.
    package static func value(of component: SharedComponent) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("id", .string(component.id)), ("kind", .string(component.kind.rawValue)),
            ("usedBy", strings(component.usedBy)), ("evidence", .array(component.evidence.map(value(of:)))),
        ]
        let texts: [(String, String?)] = [
            ("engine", component.engine), ("version", component.version), ("owner", component.owner),
        ]
        members += texts.compactMap { key, text in text.map { (key, .string($0)) } }
        return .object(members)
    }

    private static func value(of edge: DependencyEdge) -> JSONValue {
        let kind: (key: String, value: JSONValue) = ("kind", .string(edge.kind.rawValue))
        let path: (key: String, value: JSONValue) = ("path", .string(edge.path))
        guard let place = edge.place else { return .object([kind, path]) }
        let file: (key: String, value: JSONValue) = ("file", .string(place.path))
        guard let line = place.line else { return .object([file, kind, path]) }
        return .object([file, kind, ("line", .integer(line)), path])
    }

    private static func value(of evidence: Evidence) -> JSONValue {
        object(at: evidence.place, ("fact", .string(evidence.fact)), ("value", .string(evidence.value)))
    }

    /// A warning, with its place where it has one.
    static func value(of warning: Diagnostic) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("code", .string(warning.code)), ("message", .string(warning.message)),
        ]
        if let remedy = warning.remedy { members.append(("remedy", .string(remedy))) }
        return .object(members + place(warning.place))
    }

    /// An object with a place: `file` and `line` stand between the other members, as their keys do.
    private static func object(
        at place: FilePlace, _ first: (key: String, value: JSONValue), _ last: (key: String, value: JSONValue)
    ) -> JSONValue {
        guard let line = place.line else { return .object([first, ("file", .string(place.path)), last]) }
        return .object([first, ("file", .string(place.path)), ("line", .integer(line)), last])
    }

    private static func place(_ place: FilePlace?) -> [(key: String, value: JSONValue)] {
        guard let place else { return [] }
        return [("file", .string(place.path))] + (place.line.map { [("line", .integer($0))] } ?? [])
    }

    private static func strings(_ texts: [String]) -> JSONValue {
        .array(texts.map { .string($0) })
    }
}
