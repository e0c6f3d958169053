import Workspace

/// One sign that a package uses a datastore.
struct StoreUse: Sendable {
    /// Path of the package.
    var package: String
    /// Indices of the datastores that the sign fits; several where they share a driver or scheme.
    var engines: Set<Int>
    /// The line that shows it.
    var evidence: Evidence
    /// Where a connection string leads.
    var address: StoreAddress?
    /// The compose service that is meant, if one is.
    var service: ComposeService?
}

/// Finds the signs of one package.
struct StoreUseFinder: Sendable {
    /// Every datastore that is known.
    let datastores: [any Datastore]
    /// What compose files say.
    let compose: ComposeProjects
    private let index: StoreIndex

    /// Makes a finder.
    init(datastores: [any Datastore], compose: ComposeProjects) {
        self.datastores = datastores
        self.compose = compose
        index = StoreIndex(datastores)
    }

    /// Files that give examples of the environment.
    private static let exampleSuffixes: [String] = [".example", ".sample", ".template", ".dist", ".defaults"]

    /// Every sign, in a stable order.
    ///
    /// A driver alone is a weak sign: where configuration or an address says which database a package uses, the
    /// drivers of other databases are left out (a Gemfile has `sqlite3` for tests, a pom `h2` beside `postgresql`).
    func uses(of package: PackageContents) -> [StoreUse] {
        let drivers = drivers(package)
        let strong =
            recognised(package) + configured(package, hasDriver: !drivers.isEmpty) + examples(package)
            + composeUses(package)
        guard !strong.isEmpty else { return drivers }
        let told = Set(strong.flatMap(\.engines).filter { datastores[$0].kind == .database })
        let kept = drivers.filter { use in
            let databases = use.engines.filter { datastores[$0].kind == .database }
            return told.isEmpty || databases.isEmpty || !databases.isDisjoint(with: told)
        }
        return kept + strong
    }

    private func drivers(_ package: PackageContents) -> [StoreUse] {
        package.dependencies.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { ecosystem, declared in
            declared.compactMap { dependency -> StoreUse? in
                guard dependency.kind != .development, dependency.kind != .build else { return nil }
                let engines = index.engines(ofDriver: dependency.name, in: ecosystem)
                guard !engines.isEmpty else { return nil }
                return StoreUse(
                    package: package.path, engines: engines,
                    evidence: Evidence("driver", dependency.name, at: dependency.place))
            }
        }
    }

    /// What object mappers and code say.
    private func configured(_ package: PackageContents, hasDriver: Bool) -> [StoreUse] {
        StoreConfigurations.all(of: package, hasDriver: hasDriver, calls: index.callNames).compactMap { configuration in
            var address: StoreAddress?
            let engines: Set<Int>
            switch configuration.sign {
            case .word(let word): engines = index.engines(ofWord: word)
            case .call(let call): engines = index.engines(ofCall: call)
            case .setting(let key): engines = index.engines(ofSetting: key)
            case .address(let scheme, let found):
                // `file://` and `s3://x` in code are names of things, and not databases that it connects to.
                let isInCode = configuration.fact == "address"
                engines = self.engines(of: scheme).filter { engine in
                    !isInCode || (scheme != "file" && datastores[engine].kind != .objectStore)
                }
                address = found
            }
            guard !engines.isEmpty else { return nil }
            return StoreUse(
                package: package.path, engines: engines,
                evidence: Evidence(configuration.fact, configuration.value, at: configuration.place), address: address)
        }
    }

    private func recognised(_ package: PackageContents) -> [StoreUse] {
        datastores.enumerated().flatMap { index, store in
            store.recognise(package).map { StoreUse(package: package.path, engines: [index], evidence: $0) }
        }
    }

    private func examples(_ package: PackageContents) -> [StoreUse] {
        let isSymfony = package.dependency("symfony/framework-bundle", in: .php) != nil
        let named = package.own.named(beginningWith: [".env", "env."]) + package.own.ending(in: [".env.example"])
        guard !named.isEmpty else { return [] }
        return Set(named).sorted().filter { path in
            // Symfony commits its defaults (symfony.com/doc, "Configuring Environment Variables in .env Files").
            Self.isExample(path) || (isSymfony && path == package.repositoryPath(".env"))
        }.flatMap { path in
            DotenvParser.parse(package.files.contents(path) ?? [], path: path).entries.compactMap { variable in
                let address = StoreAddress(variable.value)
                let ofScheme = address.map { self.engines(of: $0.scheme) } ?? []
                // A name that only one engine has says as much as an address.
                let engines = ofScheme.isEmpty ? index.engines(ofVariable: variable.name) : ofScheme
                guard !engines.isEmpty else { return nil }
                return StoreUse(
                    package: package.path, engines: engines,
                    evidence: Evidence("environment", variable.name, at: FilePlace(path, line: variable.line)),
                    address: ofScheme.isEmpty ? nil : address)
            }
        }
    }

    private func composeUses(_ package: PackageContents) -> [StoreUse] {
        compose.services(building: package.path).flatMap { service in
            var found: [StoreUse] = []
            for variable in service.environment {
                guard let address = StoreAddress(variable.value) else { continue }
                let engines = engines(of: address.scheme)
                guard !engines.isEmpty else { continue }
                let target = compose.service(address.host, beside: service)
                found.append(
                    StoreUse(
                        package: package.path, engines: target.flatMap { exact($0, among: engines) } ?? engines,
                        evidence: Evidence("environment", variable.name, at: variable.place), address: address,
                        service: target))
            }
            for name in service.dependsOn {
                guard let target = compose.service(name, beside: service) else { continue }
                let engines = self.engines(of: target)
                let isKnown = found.contains { $0.service?.name == name }
                guard !engines.isEmpty, !isKnown else { continue }
                found.append(
                    StoreUse(
                        package: package.path, engines: engines,
                        evidence: Evidence("depends_on", name, at: service.place), service: target))
            }
            return found
        }
    }

    /// Datastores whose image a compose service runs.
    func engines(of service: ComposeService) -> Set<Int> {
        service.image.map { engines(ofImage: $0.text) } ?? []
    }

    /// Datastores that an image runs.
    func engines(ofImage text: String) -> Set<Int> { index.engines(ofImage: text) }

    private func exact(_ service: ComposeService, among engines: Set<Int>) -> Set<Int>? {
        let common = self.engines(of: service).intersection(engines)
        return common.isEmpty ? nil : common
    }

    private func engines(of scheme: String) -> Set<Int> { index.engines(ofScheme: scheme) }

    private static func isExample(_ path: String) -> Bool {
        let name = RelativePath.baseName(of: path)
        guard name.hasPrefix(".env") || name.hasPrefix("env.") || name.hasSuffix(".env.example") else { return false }
        return exampleSuffixes.contains { name.hasSuffix($0) }
            || exampleSuffixes.contains { name.hasPrefix(".env" + $0) }
    }
}

/// The name and version of a container image.
struct StoreImage: Sendable, Hashable {
    /// Last component of the name, such as `postgres`.
    var name: String
    /// The tag up to its first `-`, where it starts with a digit (after a `v` or `pg`), such as `16`.
    var version: String?

    /// Reads `registry/name:tag@digest`.
    init(_ text: String) {
        let last = text.prefix { $0 != "@" }.split(separator: "/").last ?? ""
        let parts = last.split(separator: ":", maxSplits: 1)
        name = parts.first.map(String.init) ?? ""
        let tag = parts.count > 1 ? parts[1].prefix { $0 != "-" } : ""
        let digits = tag.drop { $0.isLetter }
        version =
            digits.first?.isNumber == true && digits.allSatisfy { $0.isNumber || $0 == "." } ? String(digits) : nil
    }
}
