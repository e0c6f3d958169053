import Workspace

/// Finds what a change affects: packages by their files and by what is above them, then over the graph.
///
/// The packages and edges of both states count, so that a deleted package or edge still reaches its dependents.
/// More changed files never affect fewer packages: each file selects by itself.
package struct AffectedEngine: Sendable {
    /// The state before the change.
    package let before: AffectedMap
    /// The state after it.
    package let after: AffectedMap
    /// What a file was and is.
    package let versions: @Sendable (String) -> FileVersions

    private let owners: (before: PackageOwners, after: PackageOwners)
    private let globalFiles: [GlobalFiles]
    /// The packages that are there after the change, sorted by path.
    private let packages: [AffectedPackage]
    private let rootRules: RootRules

    /// Makes an engine.
    package init(
        before: AffectedMap, after: AffectedMap, versions: @escaping @Sendable (String) -> FileVersions
    ) {
        self.before = before
        self.after = after
        self.versions = versions
        owners = (PackageOwners(before.packages.keys), PackageOwners(after.packages.keys))
        globalFiles = before.globalFiles + after.globalFiles
        packages = after.packages.values.sorted { $0.path < $1.path }
        rootRules = RootRules(before: before, after: after)
    }

    /// What changed files select by themselves, before anything is passed on.
    package func selected(by files: [ChangedFile]) -> AffectedAnswer {
        var reasons: [String: [AffectedReason]] = [:]
        var seen: Set<AffectedReason> = []
        for file in files {
            // Reasons of one file differ from those of all others: they name it.
            seen.removeAll(keepingCapacity: true)
            for (path, reason) in selected(by: file) {
                var key = reason
                key.package = path
                if seen.insert(key).inserted { reasons[path, default: []].append(reason) }
            }
        }
        return AffectedAnswer(reasons)
    }

    /// What changed files affect.
    package func affected(by files: [ChangedFile]) -> AffectedAnswer {
        passOn(selected(by: files))
    }

    private func selected(by change: ChangedFile) -> [(path: String, reason: AffectedReason)] {
        let file = change.path
        let before = change.wasThere ? owners.before.owner(of: file) : nil
        let after = change.isThere ? owners.after.owner(of: file) : nil
        let holders = before == after ? [before].compactMap(\.self) : [before, after].compactMap(\.self)
        var found = holders.map { (path: $0, reason: AffectedReason(.fileChanged, file: file)) }
        for package in packages where package.deployFiles.contains(file) && !holders.contains(package.path) {
            found.append((package.path, AffectedReason(.deployConfiguration, file: file)))
        }
        // A package in the middle keeps its files to itself; a root has them for all below it.
        guard holders.allSatisfy({ $0 == "." || rootRules.isWorkspaceRoot($0) }) else { return found }
        for global in globalFiles where global.contains(file) {
            let inside = packages.filter { global.counts(for: $0) }
            found += inside.map { ($0.path, AffectedReason(.globalDependency, file: file)) }
        }
        if let (input, scope) = RootInput.kind(ofPath: file) {
            return found + rootRules.selected(by: file, input, scope, versions(file))
        }
        for package in packages where package.imageInputs.contains(where: { RelativePath.isInside(file, $0) }) {
            found.append((package.path, AffectedReason(.imageInput, file: file)))
        }
        return found
    }

    /// Passes reasons on to dependents, nearest first.
    private func passOn(_ seeds: AffectedAnswer) -> AffectedAnswer {
        var answer = seeds
        var dependents: [String: [(path: String, kind: DependencyKind)]] = [:]
        for edge in Set(before.edges).union(after.edges) {
            guard case .selects(let kind) = edge.effect else { continue }
            dependents[edge.to, default: []].append((edge.from, kind))
        }
        for key in dependents.keys {
            dependents[key]?.sort { ($0.path, $0.kind.rawValue) < ($1.path, $1.kind.rawValue) }
        }
        var open = seeds.reasons.keys.sorted()
        var index = 0
        while index < open.count {
            let path = open[index]
            index += 1
            for (dependent, kind) in dependents[path] ?? [] {
                let reason = AffectedReason(.dependencyAffected, package: path, kind: kind)
                if answer.reasons[dependent] == nil { open.append(dependent) }
                if answer.reasons[dependent]?.contains(reason) != true {
                    answer.reasons[dependent, default: []].append(reason)
                }
            }
        }
        return answer
    }
}

extension AffectedEngine {
    /// For each of some units those of them that it is deployed after: what it depends on at any depth, and what it
    /// waits for.
    package func order(of units: Set<String>) -> [String: [String]] {
        var needs: [String: [String]] = [:]
        for edge in after.edges { needs[edge.from, default: []].append(edge.to) }
        return Dictionary(
            units.map { unit in
                var seen: Set<String> = [unit]
                var open = [unit]
                while let next = open.popLast() {
                    for need in needs[next] ?? [] where seen.insert(need).inserted { open.append(need) }
                }
                return (unit, seen.subtracting([unit]).intersection(units).sorted())
            }
        ) { first, _ in first }
    }
}
