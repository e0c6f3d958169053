package import Workspace

/// One service of a compose file (docs.docker.com, "Compose file reference").
package struct ComposeService: Sendable {
    /// Its name.
    package var name: String
    /// Path of the file, relative to the root.
    package var file: String
    /// Where its name stands.
    package var place: FilePlace
    /// Image with its tag; nil where it is only built.
    package var image: (text: String, place: FilePlace)?
    /// The folder that holds the Dockerfile, relative to the root; nil where nothing is built.
    package var buildFolder: String?
    /// The build context, relative to the root; nil where nothing is built.
    package var context: String?
    /// The target and the values of build arguments, which may name the package that one Dockerfile builds among many.
    package var buildNames: [String]
    /// Variables with the defaults of `${NAME:-default}` put in.
    package var environment: [ComposeVariable]
    /// Names of the services that it waits for.
    package var dependsOn: [String]
    /// Ports on the machine by which it is reached.
    package var publishedPorts: [Int]
    /// Profiles; a service with one is not started by default.
    package var profiles: [String]
    /// Names of the services that must have ended well before it starts: jobs, and no servers.
    package var awaitedJobs: [String]

    /// Whether its file is for development or tests by its name, such as `compose.override.yml`, `compose.dev.yaml`.
    package var isForDevelopment: Bool {
        let words = RelativePath.baseName(of: file).split { $0 == "." || $0 == "-" || $0 == "_" }
        return words.contains { Self.developmentWords.contains(String($0)) }
    }

    private static let developmentWords: Set<String> = [
        "override", "dev", "development", "local", "test", "tests", "testing", "e2e", "ci", "debug",
    ]

    /// Whether its file only changes another one, such as `compose.override.yml`.
    package var isOverride: Bool {
        !["compose.yml", "compose.yaml", "docker-compose.yml", "docker-compose.yaml"].contains(
            RelativePath.baseName(of: file))
    }
}

/// A variable of a compose service.
package struct ComposeVariable: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Its value.
    package var value: String
    /// Where it stands.
    package var place: FilePlace
}

/// All services of all compose files of a repository.
package struct ComposeProjects: Sendable {
    /// In the order of files and of services in them.
    package let services: [ComposeService]
    /// Files that cannot be read.
    package let diagnostics: [Diagnostic]

    /// Reads every compose file of a repository.
    package init(in monorepo: Monorepo) {
        self.init(monorepo.manifests)
    }

    /// Reads every compose file of a repository that is being recognised.
    package init(in repository: RepositoryView) {
        self.init(repository.packages.first?.manifests ?? ManifestStore(repository.files))
    }

    /// Reads every compose file: `compose.yml`, `docker-compose.yml`, and variants such as `compose.prod.yaml`.
    private init(_ manifests: ManifestStore) {
        var services: [ComposeService] = []
        var diagnostics: [Diagnostic] = []
        for path in Self.paths(in: manifests.files) {
            if let failure = manifests.failure(path) {
                diagnostics.append(failure.asWarning)
            }
            guard let document = manifests.document(path) else { continue }
            let variables = Self.variables(beside: path, manifests.files)
            services += (document.root["services"]?.members ?? []).map {
                ComposeReader(document, $0, variables: variables).service
            }
        }
        self.services = services
        self.diagnostics = diagnostics
    }

    /// Variables of the `.env` beside a compose file (docs.docker.com, "Interpolation"), where the repository has it: one
    /// that git does not track holds what a person keeps to themselves.
    private static func variables(beside path: String, _ files: RepositoryFiles) -> [String: String] {
        let path = ManifestStore.path(".env", in: RelativePath.folder(of: path))
        guard files.isTracked(path), let bytes = files.contents(path) else { return [:] }
        return Dictionary(
            DotenvParser.parse(bytes, path: path).entries.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }

    /// The services that build the image of the package in a folder, those that start by default first.
    package func services(building folder: String) -> [ComposeService] {
        let found = services.filter { $0.buildFolder == folder }.sorted { !$0.isOverride && $1.isOverride }
        return found.filter(\.profiles.isEmpty) + found.filter { !$0.profiles.isEmpty }
    }

    /// Whether a service is started by default and keeps running, as far as its file tells.
    package func isServer(_ service: ComposeService) -> Bool {
        let folder = RelativePath.folder(of: service.file)
        return service.profiles.isEmpty
            && !services.contains {
                RelativePath.folder(of: $0.file) == folder && $0.awaitedJobs.contains(service.name)
            }
    }

    /// The service of a name in the project of another: the same file, else another file of the same folder.
    package func service(_ name: String, beside other: ComposeService) -> ComposeService? {
        let folder = RelativePath.folder(of: other.file)
        return services.first { $0.name == name && $0.file == other.file && $0.image != nil }
            ?? services.first { $0.name == name && RelativePath.folder(of: $0.file) == folder && $0.image != nil }
            ?? services.first { $0.name == name && RelativePath.folder(of: $0.file) == folder }
    }

    /// Paths of compose files, without those of tests and examples.
    private static func paths(in files: RepositoryFiles) -> [String] {
        files.ending(in: [".yml", ".yaml"]).filter { isCompose($0) && !SourceRole.isAside($0) }
    }

    /// Whether a file is a compose file by its name: `compose.yml`, `docker-compose.yml`, `compose.prod.yaml`.
    static func isCompose(_ path: String) -> Bool {
        let name = RelativePath.baseName(of: path)
        guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else { return false }
        return ["compose.", "docker-compose.", "docker-compose-"].contains { name.hasPrefix($0) }
    }
}

/// Reads one service.
private struct ComposeReader {
    let document: Document
    let member: DocumentMember
    /// What stands for names in what is built and run; nothing else is looked up in them.
    let variables: [String: String]

    init(_ document: Document, _ member: DocumentMember, variables: [String: String]) {
        self.document = document
        self.member = member
        self.variables = variables
    }

    var service: ComposeService {
        let node = member.value
        let build = buildPlace(node["build"])
        return ComposeService(
            name: member.key, file: document.path, place: document.place(of: member),
            image: node["image"].flatMap { image in
                image.string.map { (Self.withDefaults($0, variables), document.place(of: image)) }
            },
            buildFolder: build?.folder, context: build?.context, buildNames: buildNames(node["build"]),
            environment: environment(node["environment"]),
            dependsOn: names(node["depends_on"]), publishedPorts: ports(node["ports"]),
            profiles: names(node["profiles"]),
            awaitedJobs: (node["depends_on"]?.members ?? []).filter {
                $0.value["condition"]?.string == "service_completed_successfully"
            }.map(\.key))
    }

    private func buildPlace(_ node: DocumentNode?) -> (folder: String, context: String)? {
        guard let node else { return nil }
        let base = RelativePath.folder(of: document.path)
        let written = Self.withDefaults(node.string ?? node["context"]?.string ?? ".", variables)
        guard let context = RelativePath.join(base, written) else { return nil }
        let dockerfile = node["dockerfile"]?.string.map { Self.withDefaults($0, variables) } ?? "Dockerfile"
        guard let file = RelativePath.join(context, dockerfile) else { return nil }
        return (RelativePath.folder(of: file), context)
    }

    private func buildNames(_ node: DocumentNode?) -> [String] {
        let arguments = node?["args"]
        let listed = (arguments?.elements ?? []).compactMap { element in
            element.string.flatMap { text in text.firstIndex(of: "=").map { String(text[text.index(after: $0)...]) } }
        }
        return (arguments?.members ?? []).compactMap { $0.value.scalarText.map { Self.withDefaults($0) } } + listed
            + [node?["target"]?.string].compactMap(\.self)
    }

    private func names(_ node: DocumentNode?) -> [String] {
        guard let node else { return [] }
        return node.members.map(\.key) + node.elements.compactMap(\.string)
    }

    private func environment(_ node: DocumentNode?) -> [ComposeVariable] {
        guard let node else { return [] }
        let mapped = node.members.compactMap { member in
            member.value.scalarText.map {
                ComposeVariable(name: member.key, value: Self.withDefaults($0), place: document.place(of: member))
            }
        }
        let listed: [ComposeVariable] = node.elements.compactMap { element in
            guard let parts = element.string?.split(separator: "=", maxSplits: 1), parts.count == 2 else { return nil }
            return ComposeVariable(
                name: String(parts[0]), value: Self.withDefaults(String(parts[1])), place: document.place(of: element))
        }
        return mapped + listed
    }

    /// `"127.0.0.1:5432:5432"`, `8080:80/tcp`, `{published: 80}`: the number before the last one.
    private func ports(_ node: DocumentNode?) -> [Int] {
        (node?.elements ?? []).compactMap { element in
            if let published = element["published"]?.scalarText { return Int(published) }
            guard let text = element.scalarText.map({ Self.withDefaults($0) }) else { return nil }
            let parts = text.split(separator: ":")
            guard parts.count >= 2 else { return nil }
            return Int(parts[parts.count - 2])
        }
    }

    /// `${NAME:-default}` and `${NAME-default}` become the variable, else `default`; other references to what is not known
    /// stay as they are.
    private static func withDefaults(_ text: String, _ variables: [String: String] = [:]) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "$") {
            result += rest[..<start]
            rest = rest[start...]
            guard rest.hasPrefix("${"), let end = rest.firstIndex(of: "}") else {
                let name = String(rest.dropFirst().prefix { $0 == "_" || $0.isLetter || $0.isNumber })
                result += variables[name] ?? "$" + name
                rest = rest.dropFirst(1 + name.count)
                continue
            }
            let inner = rest[rest.index(start, offsetBy: 2)..<end]
            let name = inner.prefix { $0 == "_" || $0.isLetter || $0.isNumber }
            var rule = inner.dropFirst(name.count)
            if rule.first == ":" { rule = rule.dropFirst() }
            // `${NAME:?message}` has no default, and its message is no part of the value.
            result +=
                variables[String(name)].flatMap { $0.isEmpty ? nil : $0 }
                ?? (rule.first == "-" ? String(rule.dropFirst()) : "${\(name)}")
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
