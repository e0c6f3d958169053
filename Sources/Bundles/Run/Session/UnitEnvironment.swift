import Topology
import Workspace

/// The environment of a started unit: PATH, LANG, a HOME and TMPDIR in the copy, the repository's own example values,
/// and the connection strings of what was started for it; nothing else of the user's environment.
struct UnitEnvironment: Sendable {
    let copy: PrivateCopy
    let surroundings: RunSurroundings
    let instances: ComponentInstances
    let unit: DeployableUnit
    let context: BundleContext

    /// All variables, connection strings under the names that the code reads.
    func variables(reads: [VariableRead]) -> [String: String] {
        var variables = UserEnvironment.restricted(surroundings.environment, home: copy.home, temporary: copy.temporary)
        let examples = ExampleValues.of(unit, in: context.repository)
        variables.merge(examples) { base, _ in base }
        for component in unit.components {
            guard let datastore = context.catalogue.datastore(component.engine) else { continue }
            let port = instances.ports[component.id] ?? 0
            let names = Set(reads.map(\.name)).union(examples.keys)
            variables.merge(
                addresses(datastore, port: port, names: names, reads: reads, examples: examples)
            ) { _, new in new }
        }
        if let installer = context.catalogue.installer(unit.package.packageManager) {
            let folders = installer.searchFolders(for: unit).map { $0 == "." ? copy.tree : copy.tree + "/" + $0 }
            let path = [variables["PATH"] ?? UserEnvironment.defaultSearchPath] + PrivateTools.searchFolders(in: copy)
            variables["PATH"] = (folders + path).joined(separator: ":")
            variables.merge(installer.environment(for: unit, copy: copy.tree)) { _, new in new }
        }
        return variables
    }

    /// The variables that hold the address of one component, whole or in parts.
    private func addresses(
        _ datastore: any KnownDatastore, port: Int, names: Set<String>, reads: [VariableRead],
        examples: [String: String]
    ) -> [String: String] {
        var values: [String: String] = [:]
        var isAddressed = false
        for name in names.sorted() {
            let example = examples[name] ?? reads.first { $0.name == name && $0.defaultValue != nil }?.defaultValue
            let scheme = example.flatMap { ConnectionScheme.of($0) }
            let isOwnScheme = scheme.map { datastore.schemes.contains($0) } ?? false
            if isOwnScheme || (scheme == nil && datastore.environmentNames.contains(name)) {
                values[name] = datastore.connectionString(port: port, example: example)
                isAddressed = true
            } else if scheme == nil, let part = datastore.part(named: name, port: port) {
                values[name] = part
            }
        }
        if !isAddressed, port > 0 {
            for name in datastore.environmentNames where values[name] == nil {
                values[name] = datastore.connectionString(port: port, example: nil)
            }
        }
        return values
    }
}

/// The scheme of a connection string.
enum ConnectionScheme {
    /// `postgresql+asyncpg` of `postgresql+asyncpg://...`, `jdbc:postgresql` of `jdbc:postgresql://...`; nil for
    /// what is no address.
    static func of(_ text: String) -> String? {
        guard let separator = text.firstRange(of: "://") else {
            // SQLite's `sqlite:file.db` and Prisma's `file:./dev.db` have no slashes.
            guard let colon = text.firstIndex(of: ":"), ["sqlite", "file"].contains(text[..<colon]) else { return nil }
            return String(text[..<colon])
        }
        let scheme = text[..<separator.lowerBound].lowercased()
        let isScheme =
            !scheme.isEmpty && scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.:".contains($0)) }
        return isScheme ? scheme : nil
    }
}

/// Values of a repository's own example files: `.env.example`, `.env.sample`, `.env.template`.
enum ExampleValues {
    private static let files: [String] = [".env.example", ".env.sample", ".env.template"]

    /// What a compose file gives to the unit, and above it the examples of the unit's folder, or of the root where it
    /// has none. A value that refers to another variable is no example.
    static func of(_ unit: DeployableUnit, in repository: RepositoryView) -> [String: String] {
        let service = ComposeProjects(in: repository).services(building: unit.path).first
        let given = (service?.environment ?? []).filter { !$0.value.isEmpty && !$0.value.contains("${") }
        let values = Dictionary(given.map { ($0.name, $0.value) }) { _, last in last }
        return values.merging(inFiles(of: unit)) { _, own in own }
    }

    /// The examples of a unit's folder; those of the root where it has none.
    static func inFiles(of unit: DeployableUnit) -> [String: String] {
        for folder in [unit.path, "."] {
            for file in files {
                guard let path = RelativePath.join(folder, file), let bytes = unit.contents.files.contents(path)
                else { continue }
                let values = DotenvParser.parse(bytes, path: path).entries.filter { !$0.value.isEmpty }
                return Dictionary(values.map { ($0.name, $0.value) }) { _, last in last }
            }
        }
        return [:]
    }
}
