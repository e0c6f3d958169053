import Workspace

/// Finds datastores by what names them, without a walk over all of them for each question.
struct StoreIndex: Sendable {
    private let drivers: [Ecosystem: [String: Set<Int>]]
    private let schemes: [String: Set<Int>]
    private let words: [String: Set<Int>]
    private let calls: [String: Set<Int>]
    /// All methods of .NET that use a datastore.
    let callNames: Set<String>
    private let settings: [(prefix: String, engine: Int)]
    private let images: [String: Set<Int>]
    private let variables: [String: Set<Int>]

    /// Makes the index of a list of datastores; its answers are positions in that list.
    init(_ datastores: [any Datastore]) {
        var drivers: [Ecosystem: [String: Set<Int>]] = [:]
        var schemes: [String: Set<Int>] = [:]
        var words: [String: Set<Int>] = [:]
        var calls: [String: Set<Int>] = [:]
        var settings: [(prefix: String, engine: Int)] = []
        var images: [String: Set<Int>] = [:]
        var variables: [String: Set<Int>] = [:]
        for (engine, store) in datastores.enumerated() {
            for (ecosystem, names) in store.drivers {
                for name in names { drivers[ecosystem, default: [:]][name.lowercased(), default: []].insert(engine) }
            }
            let signs = store.signs
            for scheme in store.schemes { schemes[scheme, default: []].insert(engine) }
            for word in signs.words { words[word.lowercased(), default: []].insert(engine) }
            for call in signs.calls { calls[call, default: []].insert(engine) }
            settings += signs.settings.map { ($0, engine) }
            for image in store.images { images[image, default: []].insert(engine) }
            for name in store.environmentNames { variables[name, default: []].insert(engine) }
        }
        (self.drivers, self.schemes, self.words, self.calls) = (drivers, schemes, words, calls)
        (self.settings, self.images, self.variables) = (settings, images, variables)
        callNames = Set(calls.keys)
    }

    /// Datastores that a dependency reaches. Go's modules have packages and versions below them.
    func engines(ofDriver name: String, in ecosystem: Ecosystem) -> Set<Int> {
        guard let known = drivers[ecosystem] else { return [] }
        let name = name.lowercased()
        if let found = known[name] { return found }
        guard ecosystem == .go else { return [] }
        var path = name[...]
        while let slash = path.lastIndex(of: "/") {
            path = path[..<slash]
            if let found = known[String(path)] { return found }
        }
        return []
    }

    /// Datastores of an address' scheme; what stands behind a plus sign names a driver.
    func engines(ofScheme scheme: String) -> Set<Int> {
        (schemes[scheme] ?? []).union(schemes[String(scheme.prefix { $0 != "+" })] ?? [])
    }

    /// Datastores of a word of an object mapper.
    func engines(ofWord word: String) -> Set<Int> { words[word.lowercased()] ?? [] }

    /// Datastores that a method of .NET uses.
    func engines(ofCall call: String) -> Set<Int> { calls[call] ?? [] }

    /// Datastores that a setting of Java is about.
    func engines(ofSetting key: String) -> Set<Int> {
        Set(settings.filter { key.hasPrefix($0.prefix) }.map(\.engine))
    }

    /// Datastores that a container image runs, by the last part of its name, or with the owner before it.
    func engines(ofImage text: String) -> Set<Int> {
        let name = ImageName(text)
        let parts = name.components
        guard !name.base.isEmpty else { return [] }
        let owned = parts.suffix(2).joined(separator: "/")
        return (images[name.base] ?? []).union(images[owned] ?? [])
    }

    /// The datastore that a variable of the environment is about; none where several engines share its name.
    func engines(ofVariable name: String) -> Set<Int> {
        // What begins so is named after what it is for, and not after who does it.
        let general = ["DATABASE", "DB_", "CACHE"].contains { name.hasPrefix($0) }
        guard !general, let found = variables[name], found.count == 1 else { return [] }
        return found
    }
}
