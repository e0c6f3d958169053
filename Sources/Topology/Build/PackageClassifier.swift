import Workspace

/// Decides what a package is from everything that was seen about it; state.json wins.
struct PackageClassifier: Sendable {
    /// All files and packages.
    let view: RepositoryView
    /// Claims, state.json and edges.
    let monorepo: Monorepo
    /// Edges from both ends.
    let edges: DependencyEdges
    /// What compose files say.
    let compose: ComposeProjects

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
        node.evidence = node.evidence.removingRepetition().sorted {
            ($0.fact, $0.place, $0.value) < ($1.fact, $1.place, $1.value)
        }
        return node
    }

    /// What state.json says about a package wins over detection.
    private func apply(_ state: StatePackage?, to node: inout PackageNode) {
        guard let state, let place = state.place else { return }
        if let type = state.type.flatMap({ PackageType(rawValue: $0.lowercased()) }) {
            node.type = type
            node.deploysIndependently = type.isDeployable
            node.evidence.removeAll { $0.fact == "type" || $0.fact == "deploysIndependently" }
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

    private func holdsWorkspace(_ named: NamedPackage) -> Bool {
        monorepo.workspaces.contains { workspace in
            RelativePath.folder(of: workspace.manifest) == named.path
                && named.claims.contains { $0.kind == workspace.kind }
        }
    }
}

// MARK: - Roles

/// What a package is, and why.
struct PackageRole: Sendable {
    /// What it is for.
    var type: PackageType
    /// Whether it is deployed by itself.
    var deploys: Bool
    /// The lines that show it.
    var evidence: [Evidence]
    /// Whether a framework or a platform shows it; otherwise it only follows from what is not there.
    var isSure = false
}

extension PackageClassifier {
    /// What detection alone says.
    func role(of candidate: PackageCandidate) -> PackageRole {
        let deploying = candidate.platforms.filter(\.match.deploys)
        let role = role(of: candidate, deploying: deploying)
        guard role.deploys, role.type == .frontend, deploying.isEmpty,
            let host = StaticHost.serving(candidate, in: view)
        else { return role }
        return decided(.frontend, deploys: false, by: [host], candidate)
    }

    private func role(of candidate: PackageCandidate, deploying: [PlatformCandidate]) -> PackageRole {
        if let framework = candidate.frameworks.first {
            return role(of: candidate, framework: framework, deploying: deploying)
        }
        if isWorkspaceRoot(candidate), deploying.isEmpty { return fallback(.tooling, candidate) }
        if let platform = deploying.first {
            let type = type(ofDeployed: candidate)
            return decided(type, deploys: type.isDeployable, by: platform.match.evidence, candidate)
        }
        if !isAside(candidate), !isNeededByOthers(candidate), isStarted(candidate),
            let service = compose.services(building: candidate.contents.path).first(where: {
                compose.isServer($0) && !$0.isForDevelopment
            })
        {
            let fact = Evidence("compose", service.name, at: service.place)
            return decided(.service, deploys: true, by: [fact], candidate)
        }
        return RoleWithoutFramework(candidate: candidate, edges: edges).role ?? fallback(.library, candidate)
    }

    private func role(
        of candidate: PackageCandidate, framework: FrameworkCandidate, deploying: [PlatformCandidate]
    ) -> PackageRole {
        let type = framework.match.type
        let evidence = framework.match.evidence.filter { $0.fact == "framework" } + deploying.flatMap(\.match.evidence)
        guard type.isDeployable, !isAside(candidate) else {
            return decided(type, deploys: !deploying.isEmpty, by: evidence, candidate)
        }
        // Others import it and nothing starts it: the framework is what it helps with, not what it is.
        if isNeededByOthers(candidate), deploying.isEmpty, !isStarted(candidate) {
            return decided(.library, deploys: false, by: evidence, candidate)
        }
        return decided(type, deploys: true, by: evidence, candidate)
    }

    /// Whether another package needs it when it runs.
    private func isNeededByOthers(_ candidate: PackageCandidate) -> Bool {
        edges.runTimeConsumers[candidate.contents.path] != nil
    }

    /// A deployed package whose framework nobody knows.
    private func type(ofDeployed candidate: PackageCandidate) -> PackageType {
        let facts = candidate.platforms.flatMap(\.match.evidence)
        return facts.first { $0.fact == "type" }.flatMap { PackageType(rawValue: $0.value) } ?? .service
    }

    /// Whether a file of the package itself starts it.
    private func isStarted(_ candidate: PackageCandidate) -> Bool {
        ServingFacts(candidate: candidate).start != nil || candidate.contents.has("Dockerfile")
    }

    private func isAside(_ candidate: PackageCandidate) -> Bool {
        SourceRole.isAside(candidate.contents.path + "/package")
    }

    private func decided(
        _ type: PackageType, deploys: Bool, by evidence: [Evidence], _ candidate: PackageCandidate
    ) -> PackageRole {
        let place = evidence.first?.place ?? candidate.named.claims.first?.manifest ?? candidate.named.state?.place
        guard let place else { return PackageRole(type: type, deploys: deploys, evidence: []) }
        return PackageRole(
            type: type, deploys: deploys,
            evidence: [
                Evidence("type", type.rawValue, at: place),
                Evidence("deploysIndependently", deploys ? "true" : "false", at: place),
            ], isSure: !evidence.isEmpty)
    }

    private func fallback(_ type: PackageType, _ candidate: PackageCandidate) -> PackageRole {
        decided(type, deploys: false, by: [], candidate)
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

extension Array where Element: Hashable {
    /// The same elements in the same order, each once.
    func removingRepetition() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
