/// Short names of packages for files, branches and ids: the name without its scope in `[a-z0-9-]`; where two clash, the
/// path of each.
package struct PackageSlugs: Sendable {
    private let byPath: [String: String]

    /// Makes the slugs of all packages of a topology.
    package init(_ packages: [PackageNode]) {
        let wanted = packages.map { ($0.path, Slug.of($0.name)) }
        let counts = Dictionary(grouping: wanted, by: \.1).mapValues(\.count)
        byPath = Dictionary(
            wanted.map { path, slug in (path, counts[slug] == 1 ? slug : Slug.of(path)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The slug of the package at a path.
    package subscript(path: String) -> String {
        byPath[path] ?? Slug.of(path)
    }
}
