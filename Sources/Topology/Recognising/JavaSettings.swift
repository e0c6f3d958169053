package import Workspace

/// Settings of a Java application: `application.properties`, `application.yml` and their profiles, as Spring Boot,
/// Quarkus, Micronaut and Ktor read them (docs.spring.io, "Externalized Configuration").
package struct JavaSettings: Sendable {
    /// One setting.
    package struct Entry: Sendable, Hashable {
        /// Its name with dots, in lower case and without dashes and underscores: `server.port`.
        package var key: String
        /// Its value; of `${NAME:default}` the default.
        package var value: String
        /// Where it stands.
        package var place: FilePlace
    }

    /// In the order of the files: those without a profile come first.
    package let entries: [Entry]

    private static let names: [String] = ["application", "bootstrap", "microprofile-config"]

    /// Reads the settings among a package's resources.
    package init(_ package: PackageContents) {
        entries = package.parsed.value("java-settings") {
            let files = package.sources(withExtensions: ["properties", "yml", "yaml"]).filter(Self.isSettings)
            return files.sorted { (Self.profile($0) != nil ? 1 : 0, $0) < (Self.profile($1) != nil ? 1 : 0, $1) }
                .flatMap { Self.read($0, package.files) }
        }
    }

    /// The first value of a setting, in the form of `Entry.key`.
    package func first(_ key: String) -> Entry? { entries.first { $0.key == key } }

    /// All settings whose name begins so.
    package func all(under prefix: String) -> [Entry] { entries.filter { $0.key.hasPrefix(prefix) } }

    /// The port of a setting; nil where there is none, and for 0, which means any free one.
    package func port(_ key: String) -> (number: Int, place: FilePlace)? {
        guard let entry = first(key), let number = Int(entry.value), (1...65535).contains(number) else { return nil }
        return (number, entry.place)
    }

    /// `prod` of `application-prod.yml`; nil for a file without a profile. Test profiles are no settings at all.
    private static func profile(_ path: String) -> String? {
        let base = RelativePath.baseName(of: path).prefix { $0 != "." }
        return base.firstIndex(of: "-").flatMap {
            base.hasPrefix("microprofile") ? nil : String(base[$0...].dropFirst())
        }
    }

    private static func isSettings(_ path: String) -> Bool {
        let base = RelativePath.baseName(of: path)
        guard path.contains("resources/") || path.contains("conf/") || path.contains("config/") || base == path else {
            return false
        }
        return names.contains { base.hasPrefix($0 + ".") || base.hasPrefix($0 + "-") }
            && !["test", "it", "ci"].contains(profile(path) ?? "")
    }

    private static func read(_ path: String, _ files: RepositoryFiles) -> [Entry] {
        guard let bytes = files.contents(path) else { return [] }
        if path.hasSuffix(".properties") { return JavaProperties.entries(bytes, path: path) }
        // Sections of several profiles are documents of one file; one that cannot be read says nothing.
        let documents = (try? YAMLParser.parse(bytes, path: path)) ?? []
        return documents.flatMap { document in
            var found: [Entry] = []
            collect(document.root.resolvingMergeKeys(), "", document, depth: 0, into: &found)
            return found
        }
    }

    private static func collect(
        _ node: DocumentNode, _ prefix: String, _ document: Document, depth: Int, into found: inout [Entry]
    ) {
        guard depth < 32 else { return }
        for member in node.members {
            let key = prefix.isEmpty ? member.key : prefix + "." + member.key
            if let text = member.value.scalarText {
                found.append(Entry(key: normal(key), value: plain(text), place: document.place(of: member)))
            } else {
                collect(member.value, key, document, depth: depth + 1, into: &found)
            }
        }
    }

    /// Spring's relaxed form of a name; Quarkus' profile in front (`%prod.`) is left out.
    static func normal(_ key: String) -> String {
        let bare = key.hasPrefix("%") ? String(key.drop { $0 != "." }.dropFirst()) : key
        return bare.filter { $0 != "-" && $0 != "_" && $0 != "\"" }.lowercased()
    }

    /// `${NAME:default}` becomes `default`; other references stay as they are.
    static func plain(_ text: String) -> String {
        let text = text.trimmed
        guard text.hasPrefix("${"), text.hasSuffix("}"), let colon = text.firstIndex(of: ":") else { return text }
        let inner = text[text.index(after: colon)...].dropLast()
        return inner.hasPrefix("${") ? plain(String(inner)) : String(inner)
    }
}

/// Reads `.properties` (docs.oracle.com, "java.util.Properties.load").
enum JavaProperties {
    /// The settings in their order; those of tests (`%test.`) and development (`%dev.`) are left out.
    static func entries(_ bytes: [UInt8], path: String) -> [JavaSettings.Entry] {
        let lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false) { $0.isNewline }
        var found: [JavaSettings.Entry] = []
        var open = ""
        var first = 1
        for (index, line) in lines.enumerated() {
            if open.isEmpty { first = index + 1 }
            let text = line.trimmed
            if open.isEmpty, text.hasPrefix("#") || text.hasPrefix("!") { continue }
            if text.hasSuffix("\\") {
                open += text.dropLast()
                continue
            }
            let whole = open + text
            open = ""
            guard let mark = whole.firstIndex(where: { $0 == "=" || $0 == ":" }) else { continue }
            let key = String(whole[..<mark]).trimmed
            guard !key.isEmpty, !key.hasPrefix("%test."), !key.hasPrefix("%dev.") else { continue }
            found.append(
                JavaSettings.Entry(
                    key: JavaSettings.normal(key),
                    value: JavaSettings.plain(String(whole[whole.index(after: mark)...])),
                    place: FilePlace(path, line: first)))
        }
        return found
    }
}
