import Workspace

/// `Cargo.lock`, versions 1 to 4 (doc.rust-lang.org/cargo, "Cargo.toml vs Cargo.lock").
struct CargoLockFile: LockFileReader {
    let names = ["Cargo.lock"]

    func read(_ bytes: [UInt8], path: String) throws(Diagnostic) -> LockGraph {
        let root = try TOMLParser.parse(bytes, path: path).root
        guard let packages = root["package"]?.elements else { throw .unknownLockForm(path) }
        // Version 1 has the checksums in a section of their own.
        let checksums = Dictionary((root["metadata"]?.members ?? []).map { ($0.key, $0.value.canonicalText) }) { a, _ in
            a
        }
        var graph = LockGraph()
        graph.isByName = true
        var keys: [String: [String]] = [:]
        for package in packages where package["source"] != nil {
            let (name, version) = (package["name"]?.string ?? "", package["version"]?.string ?? "")
            let source = package["source"]?.string ?? ""
            let key = "\(name) \(version) (\(source))"
            for form in [name, "\(name) \(version)", key] { keys[form, default: []].append(key) }
            graph.resolved[key] = LockGraph.Node(
                text: package.canonicalText(without: ["dependencies"]) + (checksums["checksum \(key)"] ?? ""))
        }
        for package in packages {
            let asked = package["dependencies"]?.elements.compactMap(\.string) ?? []
            let needs = Set(asked.flatMap { keys[$0] ?? [] })
            let name = package["name"]?.string ?? ""
            if let source = package["source"]?.string {
                graph.resolved["\(name) \(package["version"]?.string ?? "") (\(source))"]?.needs = needs
            } else {
                graph.importers[name] = LockGraph.Node(text: "", needs: needs)
            }
        }
        return graph
    }
}
