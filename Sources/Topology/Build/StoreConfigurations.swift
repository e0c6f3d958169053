import Workspace

/// What one line of configuration or code says about a datastore, in the words of its tool.
struct StoreConfiguration: Sendable {
    /// How it is told.
    enum Sign: Sendable {
        /// A word of an object mapper, such as `postgresql`.
        case word(String)
        /// A method of .NET, such as `UseNpgsql`.
        case call(String)
        /// A setting of Java, such as `spring.rabbitmq.host`.
        case setting(String)
        /// An address, or only its scheme where the rest is put in when the program runs.
        case address(scheme: String, StoreAddress?)
    }

    /// What kind of configuration it is: the fact of its evidence.
    var fact: String
    /// The value that the line gives; never with a credential.
    var value: String
    /// Where it stands.
    var place: FilePlace
    /// What it says.
    var sign: Sign

    /// An address, or the scheme of one that has no host in it: `jdbc:h2:mem:x`, `sqlite:///x`, `file:./dev.db`.
    static func address(_ text: String) -> Sign? {
        if let address = StoreAddress(text) {
            let isWhole = !address.host.contains { "{}$%<>*".contains($0) }
            return .address(scheme: address.scheme, isWhole ? address : nil)
        }
        let parts = text.split(separator: ":", maxSplits: 2).map { $0.lowercased() }
        guard parts.count > 1 else { return nil }
        if parts[0] == "jdbc" || parts[0] == "r2dbc" { return .address(scheme: parts[0] + ":" + parts[1], nil) }
        return ["sqlite", "libsql"].contains(parts[0]) ? .address(scheme: parts[0], nil) : nil
    }
}

/// Reads the configuration of object mappers, and addresses in code.
enum StoreConfigurations {
    /// Everything that a package's files say, in the order of the readers.
    ///
    /// - Parameters:
    ///   - package: The package.
    ///   - hasDriver: Whether a dependency of it is a driver; code of others is not looked at.
    ///   - calls: Methods of .NET that use a datastore.
    /// - Returns: What the files say, in their order.
    static func all(of package: PackageContents, hasDriver: Bool, calls: Set<String>) -> [StoreConfiguration] {
        let settings = MapperSettings(package: package)
        let own =
            settings.prisma + settings.javaScript + settings.ruby + settings.java + settings.php + settings.rust
            + settings.sqlc
        guard hasDriver || !own.isEmpty else { return settings.elixir }
        return own + settings.elixir + CodeAddresses(package: package, methods: calls).all
    }
}

/// Files of object mappers, each with words of its own.
private struct MapperSettings {
    let package: PackageContents

    /// `provider` of the datasource in a Prisma schema (prisma.io/docs, "Data sources").
    var prisma: [StoreConfiguration] {
        package.own.ending(in: [".prisma"]).flatMap { path -> [StoreConfiguration] in
            var isInside = false
            return lines(path).compactMap { number, line in
                let words = line.split { $0.isWhitespace || $0 == "=" }
                if words.first == "datasource" { isInside = true }
                if words.first == "}" { isInside = false }
                guard isInside, words.first == "provider", words.count > 1 else { return nil }
                return word(words[1].filter { $0 != "\"" }, "prisma", FilePlace(path, line: number))
            }
        }
    }

    /// Keys of JavaScript's mappers with the words that they take (orm.drizzle.team, "Drizzle Config"; typeorm.io, "Data
    /// Source Options"; sequelize.org, "Dialects"; knexjs.org, "Configuration").
    private static let keys: Set<String> = ["dialect", "client", "type", "driver"]
    private static let mappers: [String] = [
        "drizzle-orm", "drizzle-kit", "typeorm", "@nestjs/typeorm", "sequelize", "@nestjs/sequelize", "knex",
        "objection", "@mikro-orm/core",
    ]
    private static let mapperFiles: [String] = [
        "drizzle.config", "knexfile", "ormconfig", "data-source", "mikro-orm.config", "typeorm.config",
    ]

    var javaScript: [StoreConfiguration] {
        guard Self.mappers.contains(where: { package.dependency($0, in: .node) != nil }) else { return [] }
        let marks = [
            "drizzle", "typeorm", "TypeOrm", "sequelize", "Sequelize", "knex", "mikro-orm",
        ].map { Array($0.utf8) }
        return package.sources(withExtensions: ["ts", "js", "mjs", "cjs", "mts", "json"]).flatMap { path in
            let base = RelativePath.baseName(of: path)
            let isNamed = Self.mapperFiles.contains { base.hasPrefix($0 + ".") }
            guard isNamed || base != "package.json" && !base.hasSuffix(".json"),
                let bytes = package.files.contents(path),
                isNamed || marks.contains(where: { bytes.holds($0) }), bytes.count < 1 << 18
            else { return [StoreConfiguration]() }
            let tokens = SourceTokens(bytes, SourceLanguage(path: path) ?? .javaScript)
            return tokens.tokens.indices.compactMap { index in
                let key = tokens.stringValue(index) ?? (tokens.isName(index) ? tokens.spelling(index) : "")
                guard Self.keys.contains(key), tokens.isSymbol(index + 1, ":"),
                    let value = tokens.stringValue(index + 2)
                else { return nil }
                return word(value, "orm", FilePlace(path, line: tokens.line(index)))
            }
        }
    }

    /// `adapter` of database.yml (guides.rubyonrails.org, "Configuring a Database"). Templates keep it from being YAML.
    var ruby: [StoreConfiguration] {
        guard let path = package.repositoryPath("config/database.yml"), package.has("config/database.yml") else {
            return []
        }
        var section = ""
        let found = lines(path).compactMap { number, line -> (String, StoreConfiguration)? in
            if let first = line.first, first.isLetter { section = String(line.prefix { $0 != ":" }) }
            let words = line.split { $0.isWhitespace || $0 == ":" || $0 == "\"" || $0 == "'" }
            guard words.first == "adapter", words.count > 1 else { return nil }
            return word(String(words[1]), "database.yml", FilePlace(path, line: number)).map { (section, $0) }
        }
        let isProduction = { (name: String) in !["development", "test"].contains(name) }
        let production = found.filter { isProduction($0.0) }
        return (production.isEmpty ? found : production).map(\.1)
    }

    /// Addresses and other settings of Java's frameworks.
    var java: [StoreConfiguration] {
        JavaSettings(package).entries.compactMap { entry in
            if entry.key.hasSuffix("dbkind") { return word(entry.value, "settings", entry.place) }
            let sign = StoreConfiguration.address(entry.value) ?? .setting(entry.key)
            return StoreConfiguration(fact: "settings", value: entry.key, place: entry.place, sign: sign)
        }
    }

    /// Laravel's default connection (laravel.com/docs, "Database: Getting Started"): the example's, else the code's.
    var php: [StoreConfiguration] {
        guard let path = package.repositoryPath("config/database.php"),
            let bytes = package.contents("config/database.php")
        else { return [] }
        if let example = package.repositoryPath(".env.example"), let text = package.contents(".env.example"),
            let entry = DotenvParser.parse(text, path: example).entries.first(where: { $0.name == "DB_CONNECTION" }),
            let found = word(entry.value, "environment", FilePlace(example, line: entry.line))
        {
            return [found]
        }
        let read = SourceCalls.scan(bytes, .php).environmentReads.first { $0.name == "DB_CONNECTION" }
        return [read?.defaultValue.flatMap { word($0, "settings", FilePlace(path, line: read?.line)) }]
            .compactMap(\.self)
    }

    /// Features of sqlx, Diesel and SeaORM, those of the workspace included.
    var rust: [StoreConfiguration] {
        let crates: [String] = ["sqlx", "diesel", "diesel-async", "sea-orm"]
        guard crates.contains(where: { package.dependency($0, in: .rust) != nil }) else { return [] }
        let own = ManifestStore.path("Cargo.toml", in: package.path)
        return [own, "Cargo.toml"].removingRepetition().flatMap { path -> [StoreConfiguration] in
            guard let document = package.manifests.document(path) else { return [] }
            let tables = [document.root["dependencies"], document.root["workspace"]?["dependencies"]].compactMap(\.self)
            return tables.flatMap { table in
                crates.flatMap { crate in (table[crate]?["features"]?.elements ?? []) }.compactMap { feature in
                    guard let text = feature.string else { return nil }
                    let name = text.hasPrefix("sqlx-") ? String(text.dropFirst(5)) : text
                    return word(name, "orm", document.place(of: feature))
                }
            }
        }
    }

    /// `engine` of sqlc (docs.sqlc.dev, "Configuration").
    var sqlc: [StoreConfiguration] {
        ["sqlc.yaml", "sqlc.yml"].compactMap { package.repositoryPath($0) }.flatMap { path -> [StoreConfiguration] in
            guard let document = package.manifests.document(path) else { return [] }
            return (document.root["sql"]?.elements ?? []).compactMap { part in
                part["engine"].flatMap { node in
                    node.string.flatMap { word($0, "orm", document.place(of: node)) }
                }
            }
        }
    }

    /// The adapter of an Ecto repository (hexdocs.pm/ecto, "Ecto.Repo").
    var elixir: [StoreConfiguration] {
        guard package.dependencies[.elixir] != nil else { return [] }
        let mark = Array("Ecto.Adapters.".utf8)
        return package.sources(withExtensions: ["ex", "exs"]).flatMap { path -> [StoreConfiguration] in
            guard let bytes = package.files.contents(path), bytes.holds(mark) else { return [] }
            let tokens = SourceTokens(bytes, .elixir)
            return tokens.tokens.indices.compactMap { index in
                guard tokens.isName(index, "adapter"), tokens.isSymbol(index + 1, ":") else { return nil }
                let name = (index + 2..<index + 7).map(tokens.spelling).joined()
                return word(name, "orm", FilePlace(path, line: tokens.line(index)))
            }
        }
    }

    private func word(_ text: some StringProtocol, _ fact: String, _ place: FilePlace) -> StoreConfiguration? {
        let text = text.trimmed
        return text.isEmpty ? nil : StoreConfiguration(fact: fact, value: text, place: place, sign: .word(text))
    }

    private func lines(_ path: String) -> [(number: Int, text: Substring)] {
        let lines = (package.files.text(path) ?? "").split(omittingEmptySubsequences: false) { $0.isNewline }
        return lines.enumerated().map { ($0.offset + 1, $0.element) }
    }
}

/// Addresses and engines that code names: `create_engine("postgresql://…")`, `UseNpgsql(…)`,
/// `'ENGINE': 'django.db.backends.postgresql'`.
private struct CodeAddresses {
    let package: PackageContents
    /// Methods of .NET that use a datastore.
    let methods: Set<String>

    private static let extensions: [String] = [
        "py", "ts", "js", "mjs", "cjs", "go", "rb", "php", "cs", "fs", "rs", "java", "kt", "ex", "exs", "swift",
    ]
    private static let marks: [[UInt8]] = ["://", "django.db.backends", "django.core.cache", "djongo"].map {
        Array($0.utf8)
    }
    private static let largest = 1 << 18

    var all: [StoreConfiguration] {
        package.sources(withExtensions: Self.extensions).flatMap { path -> [StoreConfiguration] in
            guard let language = SourceLanguage(path: path), let bytes = package.files.contents(path),
                bytes.count < Self.largest
            else { return [] }
            let isSharp = language == .cSharp && namesMethod(bytes)
            guard isSharp || Self.marks.contains(where: { bytes.holds($0) }) else { return [] }
            let tokens = SourceTokens(bytes, language)
            var found = strings(in: tokens, path)
            if isSharp { found += calls(in: tokens, path) }
            return found
        }
    }

    /// Whether one of the methods stands behind a dot: most files have none and are not taken apart.
    private func namesMethod(_ bytes: [UInt8]) -> Bool {
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: ".") else {
                index += 1
                continue
            }
            let start = index + 1
            index = start
            while index < bytes.count, Self.continuesName(bytes[index]) { index += 1 }
            let isLikely = index - start > 5 && (bytes[start] == UInt8(ascii: "U") || bytes[start] == UInt8(ascii: "A"))
            if isLikely, methods.contains(String(decoding: bytes[start..<index], as: UTF8.self)) { return true }
        }
        return false
    }

    private static func continuesName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private func strings(in tokens: SourceTokens, _ path: String) -> [StoreConfiguration] {
        tokens.tokens.indices.compactMap { index in
            let token = tokens.tokens[index]
            let isHead = token.kind == .templateHead
            guard token.kind == .string || isHead else { return nil }
            let text = tokens.text.string(in: token.content)
            guard text.utf8.count < 512, !text.contains(where: \.isNewline) else { return nil }
            let place = FilePlace(path, line: tokens.line(index))
            if text.contains("://") {
                guard let sign = StoreConfiguration.address(text), case .address(let scheme, let address) = sign else {
                    return nil
                }
                // What is put in when the program runs is no address.
                return StoreConfiguration(
                    fact: "address", value: scheme, place: place,
                    sign: .address(scheme: scheme, isHead ? nil : address))
            }
            guard text.hasPrefix("django.") || text == "djongo" else { return nil }
            return StoreConfiguration(fact: "settings", value: text, place: place, sign: .word(text))
        }
    }

    private func calls(in tokens: SourceTokens, _ path: String) -> [StoreConfiguration] {
        tokens.tokens.indices.compactMap { index in
            guard tokens.isName(index), tokens.isSymbol(index - 1, "."),
                tokens.isSymbol(index + 1, "(") || tokens.isSymbol(index + 1, "<")
            else { return nil }
            let name = tokens.spelling(index)
            guard methods.contains(name) else { return nil }
            return StoreConfiguration(
                fact: "code", value: name, place: FilePlace(path, line: tokens.line(index)), sign: .call(name))
        }
    }
}
