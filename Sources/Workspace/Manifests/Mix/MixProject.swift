/// What `mix.exs` of one folder says (hexdocs.pm, "Mix.Project", "mix deps").
package struct MixProject: Sendable {
    /// One dependency: `{:name, "~> 1.0", only: :test}`.
    package struct Entry: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// The requirement; empty where there is none.
        package var requirement: String
        /// The folder of `path:` as written; nil where there is none.
        package var path: String?
        /// Whether it is another application of the umbrella.
        package var isInUmbrella: Bool
        /// Why it is needed.
        package var kind: DependencyKind
        /// Where it stands.
        package var place: FilePlace
    }

    /// Folder relative to the root.
    package let folder: String
    /// Path of the file.
    package let path: String
    /// The atom behind `app:`; nil for the root of an umbrella.
    package let name: String?
    /// Where it stands; the start of the file where there is none.
    package let place: FilePlace
    /// `apps_path:` of an umbrella.
    package let appsPath: String?
    /// `apps:` of an umbrella, which leaves out all others; nil where there is none.
    package let apps: Set<String>?
    /// All dependencies in the order of the file.
    package let dependencies: [Entry]

    /// Reads the `mix.exs` of a folder; nil where there is none.
    init?(in folder: String, _ manifests: ManifestStore) {
        path = ManifestStore.path("mix.exs", in: folder)
        guard let tokens = manifests.tokens(path, .elixir) else { return nil }
        self.folder = folder
        let reader = MixReader(tokens: tokens, path: path)
        let app = reader.value(ofKey: "app")
        name = app.flatMap(reader.atom)
        place = FilePlace(path, line: app.map(tokens.line) ?? 1)
        appsPath = reader.value(ofKey: "apps_path").flatMap { tokens.stringValue($0) }
        apps = reader.value(ofKey: "apps").flatMap { tokens.partner(of: $0) == nil ? nil : $0 }.map { opener in
            Set(tokens.elements(of: opener).compactMap { reader.atom($0.lowerBound) })
        }
        dependencies = reader.dependencies()
    }
}

/// Finds keys and tuples among the tokens of a `mix.exs`.
private struct MixReader {
    let tokens: SourceTokens
    let path: String

    /// The index of the value behind `key:` where it first stands.
    func value(ofKey key: String, in range: Range<Int>? = nil) -> Int? {
        for index in range ?? 0..<tokens.count
        where tokens.isName(index, key) && tokens.isSymbol(index + 1, ":") && !tokens.isSymbol(index - 1, ":") {
            return index + 2
        }
        return nil
    }

    /// The name of `:atom`.
    func atom(_ index: Int) -> String? {
        guard tokens.isSymbol(index, ":") else { return nil }
        return tokens.isName(index + 1) ? tokens.spelling(index + 1) : tokens.stringValue(index + 1)
    }

    /// The tokens where dependencies stand: functions whose name ends in `deps`, and lists behind `deps:`.
    private var places: [Range<Int>] {
        var places: [Range<Int>] = []
        for index in 0..<tokens.count {
            if tokens.isName(index, "def") || tokens.isName(index, "defp"), tokens.isName(index + 1),
                tokens.spelling(index + 1).hasSuffix("deps")
            {
                let next = (index + 1..<tokens.count).first { tokens.isName($0, "def") || tokens.isName($0, "defp") }
                places.append(index..<(next ?? tokens.count))
            }
        }
        if let list = value(ofKey: "deps"), let closer = tokens.partner(of: list), closer > list {
            places.append(list..<closer)
        }
        return places
    }

    /// Every tuple there that starts with an atom and goes on with a requirement or options.
    func dependencies() -> [MixProject.Entry] {
        places.flatMap { entries(in: $0) }
    }

    private func entries(in range: Range<Int>) -> [MixProject.Entry] {
        range.compactMap { opener in
            guard tokens.isSymbol(opener, "{"), let name = atom(opener + 1), let closer = tokens.partner(of: opener)
            else {
                return nil
            }
            let parts = tokens.elements(of: opener)
            guard parts.count > 1 else { return nil }
            let requirement = tokens.stringValue(parts[1])
            let options = parts[1].lowerBound..<closer
            let isOptions = tokens.isName(parts[1].lowerBound) && tokens.isSymbol(parts[1].lowerBound + 1, ":")
            guard requirement != nil || isOptions || tokens.isSymbol(parts[1].lowerBound, "[") else { return nil }
            return MixProject.Entry(
                name: name, requirement: requirement ?? "",
                path: value(ofKey: "path", in: options).flatMap { tokens.stringValue($0) },
                isInUmbrella: isTrue("in_umbrella", options), kind: kind(options),
                place: FilePlace(path, line: tokens.line(opener)))
        }
    }

    private func isTrue(_ key: String, _ range: Range<Int>) -> Bool {
        value(ofKey: key, in: range).map { tokens.isName($0, "true") } ?? false
    }

    private func kind(_ options: Range<Int>) -> DependencyKind {
        if let only = value(ofKey: "only", in: options) {
            let names =
                tokens.partner(of: only) == nil
                ? [atom(only)].compactMap(\.self) : tokens.elements(of: only).compactMap { atom($0.lowerBound) }
            if !names.contains("prod") { return .development }
        }
        if isTrue("optional", options) { return .optional }
        if let runtime = value(ofKey: "runtime", in: options), tokens.isName(runtime, "false") { return .build }
        return .production
    }
}

extension ManifestStore {
    /// The Mix project of a folder; nil where there is none.
    package func mixProject(in folder: String) -> MixProject? {
        guard files.lists("mix.exs", in: folder) else { return nil }
        return derived("mix:" + folder) { MixProject(in: folder, self) }
    }
}
