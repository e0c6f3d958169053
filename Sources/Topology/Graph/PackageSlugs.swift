import Workspace

/// Short names of packages for files, branches and ids: the name without its scope in `[a-z0-9-]`; where two clash, the
/// path of each.
package struct PackageSlugs: Sendable {
    private let byPath: [String: String]

    /// Makes the slugs of all packages of a topology.
    package init(_ packages: [PackageNode]) {
        let wanted = packages.map { ($0.path, Self.slug(Self.unscoped($0.name))) }
        let counts = Dictionary(grouping: wanted, by: \.1).mapValues(\.count)
        byPath = Dictionary(
            wanted.map { path, slug in (path, counts[slug] == 1 && !slug.isEmpty ? slug : Self.slug(path)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The slug of the package at a path.
    package subscript(path: String) -> String {
        byPath[path] ?? Self.slug(path)
    }

    /// A name without the scope of npm: `@acme/web` is `web`.
    package static func unscoped(_ name: String) -> String {
        guard name.hasPrefix("@"), let slash = name.firstIndex(of: "/") else { return name }
        return String(name[name.index(after: slash)...])
    }

    /// Any text in `[a-z0-9-]`: everything else becomes one `-`, none at the ends; `root` for nothing.
    package static func slug(_ text: String) -> String {
        var result = ""
        for byte in text.lowercased().utf8 {
            let isKept =
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            if isKept {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else if !result.isEmpty, !result.hasSuffix("-") {
                result += "-"
            }
        }
        if result.hasSuffix("-") { result.removeLast() }
        return result.isEmpty ? "root" : result
    }
}
