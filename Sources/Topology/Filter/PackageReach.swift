/// Which packages are reached over the edges of a topology, in both directions. Cycles end.
package struct PackageReach: Sendable {
    private let dependencies: [String: [String]]
    private let dependents: [String: [String]]

    /// Collects the edges of a topology.
    package init(_ packages: [PackageNode]) {
        var dependencies: [String: [String]] = [:]
        var dependents: [String: [String]] = [:]
        for package in packages {
            for edge in package.dependencies {
                dependencies[package.path, default: []].append(edge.path)
                dependents[edge.path, default: []].append(package.path)
            }
        }
        self.dependencies = dependencies
        self.dependents = dependents
    }

    /// Everything that a package depends on, itself not included.
    package func dependencies(of path: String) -> Set<String> { Self.walk(from: [path], over: dependencies) }

    /// Everything that depends on a package, itself not included.
    package func dependents(of path: String) -> Set<String> { Self.walk(from: [path], over: dependents) }

    /// Some packages and everything that depends on them.
    package func withDependents(_ paths: Set<String>) -> Set<String> {
        Self.walk(from: Array(paths), over: dependents).union(paths)
    }

    /// Some packages and everything that they depend on.
    package func withDependencies(_ paths: Set<String>) -> Set<String> {
        Self.walk(from: Array(paths), over: dependencies).union(paths)
    }

    private static func walk(from start: [String], over edges: [String: [String]]) -> Set<String> {
        var seen = Set(start)
        var open = start
        while let next = open.popLast() {
            for neighbour in edges[next] ?? [] where seen.insert(neighbour).inserted { open.append(neighbour) }
        }
        return seen.subtracting(start)
    }
}
