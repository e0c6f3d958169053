import Workspace

/// Decides what a package is from everything that was seen about it; state.json wins.
struct PackageClassifier: Sendable {
    /// All files and packages.
    let view: RepositoryView
    /// Claims, state.json and edges.
    let monorepo: Monorepo
    /// Edges from both ends.
    let edges: DependencyEdges
    /// What rules about roles know.
    let surroundings: RoleSurroundings

    /// A package that is not looked into: its name, its edges, and what platforms say about it.
    func outline(of named: NamedPackage, platforms: [PlatformCandidate]) -> PackageNode {
        var node = PackageNode(name: named.name, path: named.path, type: .library)
        node.dependencies = edges.outgoing[named.path] ?? []
        node.isWorkspaceRoot = named.state == nil && holdsWorkspace(named)
        node.platforms = platforms.map(\.id).removingRepetition()
        node.evidence = platforms.flatMap(\.match.evidence)
        return node
    }

    /// The node of one package, without the components that it uses.
    func node(for candidate: PackageCandidate, role detected: PackageRole) -> PackageNode {
        let framework = candidate.frameworks.first
        var node = PackageNode(
            name: candidate.named.name, path: candidate.contents.path, type: detected.type,
            deploysIndependently: detected.deploys)
        node.isWorkspaceRoot = isWorkspaceRoot(candidate)
        node.evidence = detected.evidence + candidate.frameworks.flatMap(\.match.evidence)
        node.evidence += candidate.platforms.flatMap(\.match.evidence)
        node.framework = framework?.id
        node.language = language(of: candidate)
        node.packageManager = candidate.named.claims.compactMap(\.packageManager).first
        node.workspaces = Set(candidate.named.claims.filter(\.isMember).map(\.kind)).sorted()
        node.dependencies = edges.outgoing[node.path] ?? []
        node.platforms = candidate.platforms.map(\.id).removingRepetition()
        apply(candidate.named.state, to: &node)
        if node.deploysIndependently || framework != nil {
            let serving = ServingFacts(candidate: candidate)
            node.start = serving.start?.value
            node.port = serving.port?.value
            node.evidence += serving.evidence
        }
        if let health = framework?.match.health {
            node.healthPath = health.path
            node.evidence.append(Evidence("healthPath", health.path, at: health.place))
        }
        node.evidence += manifestEvidence(candidate, node)
        node.evidence = node.evidence.sorted { ($0.fact, $0.place, $0.value) < ($1.fact, $1.place, $1.value) }
            .removingNeighbours()
        return node
    }

    /// What state.json says about a package wins over detection.
    private func apply(_ state: StatePackage?, to node: inout PackageNode) {
        guard let state, let place = state.place else { return }
        if let type = state.type.flatMap({ PackageType(rawValue: $0.lowercased()) }) {
            node.type = type
            node.deploysIndependently = type.isDeployable
            node.evidence.removeAll { ["type", "deploysIndependently", "role"].contains($0.fact) }
            node.evidence.append(Evidence("type", type.rawValue, at: place))
            node.evidence.append(Evidence("deploysIndependently", type.isDeployable ? "true" : "false", at: place))
        }
    }

    private func language(of candidate: PackageCandidate) -> String? {
        guard let framework = candidate.frameworks.first else {
            return candidate.named.claims.compactMap(\.language).first
        }
        // The claim tells TypeScript from JavaScript; the framework tells which of several claims it runs in.
        let family: Set<String> = ["javascript", "typescript"]
        let claimed = candidate.named.claims.compactMap(\.language)
        if family.contains(framework.language) { return claimed.first { family.contains($0) } ?? framework.language }
        return framework.language
    }

    private func manifestEvidence(_ candidate: PackageCandidate, _ node: PackageNode) -> [Evidence] {
        guard let claim = candidate.named.claims.first else {
            return (candidate.named.state?.place).map { [Evidence("name", node.name, at: $0)] } ?? []
        }
        let place = candidate.named.state?.place ?? claim.manifest
        var evidence = [Evidence("name", node.name, at: place)]
        if let language = node.language { evidence.append(Evidence("language", language, at: claim.manifest)) }
        if let manager = node.packageManager {
            evidence.append(Evidence("packageManager", manager, at: claim.manifest))
        }
        return evidence
    }

    private func isWorkspaceRoot(_ candidate: PackageCandidate) -> Bool {
        candidate.frameworks.isEmpty && candidate.named.state == nil && holdsWorkspace(candidate.named)
    }

    /// A root that holds nothing but itself is a package like any other.
    private func holdsWorkspace(_ named: NamedPackage) -> Bool {
        let isRoot = monorepo.workspaces.contains { workspace in
            RelativePath.folder(of: workspace.manifest) == named.path
                && named.claims.contains { $0.kind == workspace.kind }
        }
        return isRoot
            && monorepo.packages.contains { $0.path != named.path && RelativePath.isInside($0.path, named.path) }
    }
}

// MARK: - Roles

extension PackageClassifier {
    /// What detection alone says.
    func role(of candidate: PackageCandidate) -> PackageRole {
        RoleDecision(RoleQuestion(candidate, surroundings, isWorkspaceRoot: isWorkspaceRoot(candidate))).role
    }
}

extension PackageType {
    /// Whether a package of this type is deployed unless something says otherwise.
    package var isDeployable: Bool {
        switch self {
        case .frontend, .backend, .service, .worker, .function, .mobile: true
        case .library, .cli, .docs, .tooling: false
        }
    }
}

extension Array where Element: Equatable {
    /// The same elements in the same order, each once among its neighbours.
    func removingNeighbours() -> [Element] {
        var kept: [Element] = []
        kept.reserveCapacity(count)
        for element in self where kept.last != element { kept.append(element) }
        return kept
    }
}

extension Array where Element: Hashable {
    /// The same elements in the same order, each once.
    func removingRepetition() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
