/// What `Package.swift` of one folder says (docs.swift.org, "PackageDescription").
package struct SwiftPackage: Sendable {
    /// One package dependency.
    package struct Entry: Sendable, Hashable {
        /// Its identity: the last part of its URL or path without `.git`, in lower case.
        package var identity: String
        /// The requirement as written; empty for a local package.
        package var requirement: String
        /// The folder of `path:` as written; nil for a remote package.
        package var path: String?
        /// Why it is needed: `development` where only test targets name it.
        package var kind: DependencyKind
        /// Where it stands.
        package var place: FilePlace
    }

    /// One target.
    package struct Target: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// What declares it, such as `executableTarget`.
        package var kind: String
        /// Where it stands.
        package var place: FilePlace
    }

    /// Folder relative to the root.
    package let folder: String
    /// Path of the file.
    package let path: String
    /// `name` of the package.
    package let name: String?
    /// Where it stands.
    package let place: FilePlace
    /// Its targets in the order of the file.
    package let targets: [Target]
    /// Names of its products that are executables.
    package let executables: [String]
    /// Its dependencies in the order of the file.
    package let dependencies: [Entry]

    /// Reads the `Package.swift` of a folder; nil where there is none that makes a package.
    init?(in folder: String, _ manifests: ManifestStore) {
        path = ManifestStore.path("Package.swift", in: folder)
        guard let tokens = manifests.tokens(path, .swift) else { return nil }
        let reader = SwiftPackageReader(tokens: tokens, path: path)
        guard let package = reader.calls.first(where: { $0.callee == "Package" }) else { return nil }
        self.folder = folder
        name = package.argument(named: "name")?.stringValue
        place = FilePlace(
            path, line: package.argument(named: "name").map { tokens.line($0.tokens.lowerBound) } ?? package.line)
        targets = reader.targets
        executables = reader.calls.filter { $0.method == "executable" }.compactMap {
            $0.argument(named: "name")?.stringValue
        }
        dependencies = reader.dependencies
    }
}

/// Reads the calls of a `Package.swift`.
private struct SwiftPackageReader {
    let tokens: SourceTokens
    let path: String
    let calls: [CallSite]

    init(tokens: SourceTokens, path: String) {
        self.tokens = tokens
        self.path = path
        calls = tokens.calls()
    }

    private static let targetKinds: Set<String> = [
        "target", "executableTarget", "testTarget", "macro", "plugin", "systemLibrary",
    ]

    private var declaredTargets: [CallSite] {
        calls.filter { Self.targetKinds.contains($0.method) && $0.argument(named: "name") != nil }
    }

    var targets: [SwiftPackage.Target] {
        // `.target(name: "X")` also stands among the dependencies of a target.
        let lists = declaredTargets.compactMap { $0.argument(named: "dependencies")?.tokens }
        return declaredTargets.filter { site in !lists.contains { $0.contains(site.opener) } }.compactMap { site in
            site.argument(named: "name")?.stringValue.map {
                SwiftPackage.Target(name: $0, kind: site.method, place: FilePlace(path, line: site.line))
            }
        }
    }

    var dependencies: [SwiftPackage.Entry] {
        let users = self.users
        return calls.filter { $0.method == "package" }.compactMap { site in
            guard let location = (site.argument(named: "url") ?? site.argument(named: "path"))?.stringValue else {
                return nil
            }
            let isLocal = site.argument(named: "path") != nil
            let identity = Self.identity(of: location)
            let alias = site.argument(named: "name")?.stringValue?.lowercased()
            let kinds = (users[identity] ?? []).union(alias.flatMap { users[$0] } ?? [])
            return SwiftPackage.Entry(
                identity: identity, requirement: isLocal ? "" : requirement(site), path: isLocal ? location : nil,
                kind: kinds == ["testTarget"] ? .development : .production, place: FilePlace(path, line: site.line))
        }
    }

    /// The kinds of targets that name a package: `.product(name: "X", package: "y")`, or a plain name.
    private var users: [String: Set<String>] {
        var users: [String: Set<String>] = [:]
        for target in declaredTargets {
            guard let list = target.argument(named: "dependencies")?.tokens else { continue }
            for index in list where tokens.kind(index) == .string {
                guard let text = tokens.stringValue(index) else { continue }
                users[text.lowercased(), default: []].insert(target.method)
            }
        }
        return users
    }

    private func requirement(_ site: CallSite) -> String {
        guard site.arguments.count > 1 else { return "" }
        return tokens.text.string(in: site.arguments[1].range)
    }

    private static func identity(of location: String) -> String {
        var name = location.split(separator: "/").last.map(String.init) ?? location
        if name.hasSuffix(".git") { name.removeLast(4) }
        return name.lowercased()
    }
}

extension ManifestStore {
    /// The Swift package of a folder; nil where there is none.
    package func swiftPackage(in folder: String) -> SwiftPackage? {
        guard files.lists("Package.swift", in: folder) else { return nil }
        return derived("swift:" + folder) { SwiftPackage(in: folder, self) }
    }
}
