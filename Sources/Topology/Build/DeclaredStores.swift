import Workspace

/// A datastore that infrastructure declares: a resource of Terraform, a container of Kubernetes, a chart, a resource of
/// an Aspire host.
struct DeclaredStore: Sendable {
    /// Index of the datastore.
    var engine: Int
    /// Its name there.
    var name: String
    /// Version where it is pinned.
    var version: String?
    /// The line that declares it.
    var evidence: Evidence
}

/// Reads what infrastructure declares.
struct DeclaredStores: Sendable {
    /// Every datastore that is known.
    let datastores: [any Datastore]
    /// Files and packages.
    let view: RepositoryView
    private let index: StoreIndex

    /// Kinds of Kubernetes that run containers (kubernetes.io/docs, "Workloads").
    private static let workloads: Set<String> = ["StatefulSet", "Deployment", "DaemonSet", "ReplicaSet", "Pod"]
    private static let largest = 1 << 18

    /// Makes a reader.
    init(datastores: [any Datastore], view: RepositoryView) {
        self.datastores = datastores
        self.view = view
        index = StoreIndex(datastores)
    }

    /// All of them, in the order of files.
    func all() -> [DeclaredStore] {
        let declaring = view.files.ending(in: [".tf", ".tofu", "Chart.yaml"]).filter { !SourceRole.isAside($0) }
        let found = declaring.flatMap { path -> [DeclaredStore] in
            if !path.hasSuffix("Chart.yaml") { return terraform(path) }
            return RelativePath.baseName(of: path) == "Chart.yaml" ? chart(path) : []
        }
        return found + view.yamlFiles.flatMap(kubernetes)
    }

    // MARK: Terraform

    private func terraform(_ path: String) -> [DeclaredStore] {
        guard let bytes = view.files.contents(path), bytes.count < Self.largest,
            let document = try? HCLParser.parse(bytes, path: path)
        else { return [] }
        return document.body.blocks("resource").compactMap { block in
            guard let type = block.labels.first, !Self.isOfTool(block.labels.last ?? "") else { return nil }
            for (engine, store) in datastores.enumerated() {
                for resource in store.signs.resources where resource.type == type && fits(resource, block.body) {
                    return DeclaredStore(
                        engine: engine, name: block.labels.dropFirst().first ?? type, version: version(block.body),
                        evidence: Evidence(
                            "resource", block.labels.joined(separator: "."), at: document.place(of: block.span)))
                }
            }
            return nil
        }
    }

    /// Whether a resource holds the state of the tool itself.
    private static func isOfTool(_ name: String) -> Bool {
        ["tfstate", "tf_state", "tf-state", "terraform", "remote_state"].contains { name.contains($0) }
    }

    private func fits(_ resource: StoreSigns.Resource, _ body: HCLBody) -> Bool {
        guard let attribute = resource.attribute else { return true }
        guard let value = text(attribute, body)?.lowercased() else { return false }
        return resource.prefixes.contains { value.hasPrefix($0.lowercased()) }
    }

    private func text(_ name: String, _ body: HCLBody) -> String? {
        body.attributes.first { $0.name == name }?.expression.string
    }

    /// `engine_version`, `version`, or the digits of `POSTGRES_16`.
    private func version(_ body: HCLBody) -> String? {
        if let found = text("engine_version", body) ?? text("version", body), found.first?.isNumber == true {
            return found
        }
        let named = text("database_version", body)?.split(separator: "_").dropFirst().joined(separator: ".")
        return named.flatMap { $0.first?.isNumber == true ? $0 : nil }
    }

    // MARK: Kubernetes

    private func chart(_ path: String) -> [DeclaredStore] {
        guard let document = view.manifests.document(path) else { return [] }
        return (document.root["dependencies"]?.elements ?? []).compactMap { dependency in
            guard let node = dependency["name"], let name = node.string,
                let engine = datastores.firstIndex(where: { $0.signs.charts.contains(name) })
            else { return nil }
            return DeclaredStore(
                engine: engine, name: dependency["alias"]?.string ?? name, version: nil,
                evidence: Evidence("chart", name, at: document.place(of: node)))
        }
    }

    private func kubernetes(_ path: String) -> [DeclaredStore] {
        let base = RelativePath.baseName(of: path)
        guard !base.hasPrefix("compose"), !base.hasPrefix("docker-compose"), !path.hasPrefix(".github/"),
            let bytes = view.files.contents(path), bytes.count < Self.largest,
            bytes.holds(Array("kind:".utf8)), bytes.holds(Array("image:".utf8)),
            // A template of Helm is no YAML before it is filled in.
            let documents = try? YAMLParser.parse(bytes, path: path)
        else { return [] }
        return documents.flatMap { document -> [DeclaredStore] in
            guard let kind = document.root["kind"]?.string, Self.workloads.contains(kind) else { return [] }
            let specification = document.root["spec"]
            let pod = kind == "Pod" ? specification : specification?["template"]?["spec"]
            return (pod?["containers"]?.elements ?? []).compactMap { container in
                guard let node = container["image"], let image = node.string,
                    let engine = index.engines(ofImage: image).min()
                else { return nil }
                return DeclaredStore(
                    engine: engine, name: document.root["metadata"]?["name"]?.string ?? container["name"]?.string ?? "",
                    version: StoreImage(image).version,
                    evidence: Evidence("image", image, at: document.place(of: node)))
            }
        }
    }
}

extension [StoreInstance] {
    /// Joins what infrastructure declares: the one instance of an engine and the one declared are the same, the first
    /// for development, the second in production; what nobody in the repository is seen to use is an instance of its
    /// own. Where there are several of both, which is which is not known, and nothing is joined.
    func joining(_ declared: [DeclaredStore], sharing family: (Int) -> Set<Int>) -> [StoreInstance] {
        var joined = self
        for (engine, stores) in Dictionary(grouping: declared, by: \.engine).sorted(by: { $0.key < $1.key }) {
            let names = Set(stores.map(\.name))
            let exact = joined.indices.filter { joined[$0].engine == engine }
            let related = joined.indices.filter { family(engine).contains(joined[$0].engine) }
            let fitting = exact.isEmpty ? related : exact
            if fitting.isEmpty {
                for store in stores
                where !joined.contains(where: { $0.engine == engine && $0.declaredName == store.name }) {
                    joined.append(StoreInstance(declared: stores.filter { $0.name == store.name }))
                }
            } else if fitting.count == 1, names.count == 1 {
                joined[fitting[0]].declared += stores.map(\.evidence)
                joined[fitting[0]].version = joined[fitting[0]].version ?? stores.lazy.compactMap(\.version).first
            }
        }
        return joined
    }
}
