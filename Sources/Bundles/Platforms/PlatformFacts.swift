package import Topology
package import Workspace

/// A platform that this version recognises and describes: what probes a unit there, how it is deployed and taken back by
/// hand. It edits none of its files.
package protocol DescribedPlatform: KnownPlatform {
    /// The facts.
    var facts: PlatformFacts { get }
    /// What its own files say; CI and the Infrastructure table are read for all platforms alike.
    func detect(in repository: RepositoryView) -> [PlatformMatch]
}

/// What is known about a platform whatever the unit; the platform's file names the page that says so.
package struct PlatformFacts: Sendable {
    /// Who asks a unit whether it is well.
    package enum Probing: Sendable {
        /// The platform by itself, without an endpoint, such as `serverless`.
        case automatic(String)
        /// A key of a file that a person adds: the key and the file, as one sentence says them.
        case file(key: String, value: @Sendable (String) -> String)
        /// A setting of its dashboard.
        case dashboard(String)
        /// Nobody.
        case nobody
    }

    /// Who asks.
    package var probing: Probing
    /// How a person deploys, in order, without numbers; `UNIT` is the unit's name and `PATH` its folder.
    package var deploy: [String]
    /// How a person goes back; `UNIT` likewise.
    package var rollback: [Rollback.Step]
    /// What keeps the next push from undoing that.
    package var afterwards = "Revert the commit in git as well: the next deployment of the branch brings it again."
    /// Where a unit finds the address of its client.
    package var client = ClientAddress.forwardedFor(hops: 1)
    /// Whether several run at a time unless a file says otherwise.
    package var runsSeveral = false
}

extension DescribedPlatform {
    /// Recognised from files, and deployed by a person.
    package var proof: Proof { .snippet }

    /// Its files, steps of CI, and Hosting rows.
    package func recognise(in repository: RepositoryView) -> [PlatformMatch] {
        detect(in: repository) + PipelineMatches.matches(of: self, in: repository)
            + HostingRows.matches(of: self, in: repository)
    }

    /// The path that a file gives already, else what the platform does by itself.
    package func probe(of unit: DeployableUnit, in repository: RepositoryView) -> ProbeState {
        let own = recognise(in: repository).first { $0.package == unit.path && $0.probePath != nil }
        if let own, let fact = own.evidence.first(where: { $0.fact == "probe" }) ?? own.evidence.first {
            return .configured(path: own.probePath, place: fact.place)
        }
        switch facts.probing {
        case .automatic(let reason): return .automatic(reason: reason)
        case .file, .dashboard: return .dashboard
        case .nobody: return .none
        }
    }

    /// The step for a person.
    package func planProbe(
        of unit: DeployableUnit, path: String, in repository: RepositoryView
    ) throws(Diagnostic) -> ProbePlan {
        let step: String? =
            switch facts.probing {
            case .file(let key, let value): "Set \(key) for \(unit.package.name): \(value(path))"
            case .dashboard(let step): step + " \(path)"
            case .automatic, .nobody: nil
            }
        return ProbePlan(platform: name, path: path, requiredSetup: step.map { [$0] } ?? [])
    }

    /// By hand.
    package func delivery(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Delivery {
        .byHand(ManualDeploy(provider: name, steps: facts.deploy.map { fill($0, unit) }))
    }

    /// The steps for a person.
    package func rollback(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Rollback? {
        guard !facts.rollback.isEmpty else { return nil }
        let steps = facts.rollback.map { step in
            Rollback.Step(fill(step.text, unit), step.command.map { fill($0, unit) })
        }
        return Rollback(steps: steps, afterwards: facts.afterwards)
    }

    /// What the platform's router writes.
    package func clientAddress(of unit: DeployableUnit, in repository: RepositoryView) -> ClientAddress { facts.client }

    /// As the platform does by itself.
    package func canRunSeveral(_ unit: DeployableUnit, in repository: RepositoryView) -> Bool { facts.runsSeveral }

    private func fill(_ text: String, _ unit: DeployableUnit) -> String {
        text.replacing("UNIT", with: unit.package.name).replacing("PATH", with: unit.path)
    }
}

/// Recognises a platform by the steps of CI that deploy to it.
enum PipelineMatches {
    /// One match for each package that a step deploys there; what only pull requests run does not count.
    static func matches(of platform: any Platform, in repository: RepositoryView) -> [PlatformMatch] {
        var known: Set<String> = []
        return CIDeployments(in: repository).deploying(to: platform.id).compactMap { step in
            guard !step.isForPullRequests, let package = step.package, known.insert(package).inserted else {
                return nil
            }
            // Whether that makes it a unit is weighed with everything else that CI says about it.
            return PlatformMatch(
                package: package, deploys: false, confidence: 70,
                evidence: [Evidence("platform", platform.id, at: step.place)])
        }
    }
}

/// Makes matches of what a platform's file says.
struct PlatformReader: Sendable {
    /// Id of the platform.
    let platform: String
    /// The repository.
    let repository: RepositoryView
    /// Finds packages; asked for only where a file of the platform is there.
    var owner: PlatformOwner { PlatformOwner(repository) }

    /// Makes a reader.
    init(_ platform: String, _ repository: RepositoryView) {
        self.platform = platform
        self.repository = repository
    }

    /// Documents of the files of some base names that are no examples.
    func documents(named names: [String]) -> [Document] {
        names.flatMap { repository.files.named($0) }.filter { !SourceRole.isAside($0) }
            .compactMap { repository.manifests.lenientDocument($0) ?? repository.manifests.document($0) }
    }

    /// Documents of files whose path ends like one of some.
    func documents(ending endings: [String]) -> [Document] {
        let names = endings.map { RelativePath.baseName(of: $0) }
        return Set(names).sorted().flatMap { repository.files.named($0) }
            .filter { path in
                !SourceRole.isAside(path) && endings.contains { path == $0 || path.hasSuffix("/" + $0) }
            }.compactMap { repository.manifests.lenientDocument($0) ?? repository.manifests.document($0) }
    }

    /// A match at a place.
    func match(_ package: String, at place: FilePlace, deploys: Bool = true, confidence: Int = 85) -> PlatformMatch {
        PlatformMatch(
            package: package, deploys: deploys, confidence: confidence,
            evidence: [Evidence("platform", platform, at: place)])
    }
}

extension PlatformMatch {
    /// Adds what the platform runs it as.
    mutating func add(type: PackageType, at place: FilePlace) {
        evidence.append(Evidence("type", type.rawValue, at: place))
    }

    /// Adds the port of a node.
    mutating func add(port node: DocumentNode?, in document: Document) {
        guard let node, let number = node.integer ?? node.scalarText.flatMap({ Int($0) }), (1...65535).contains(number)
        else { return }
        port = number
        evidence.append(Evidence("port", String(number), at: document.place(of: node)))
    }

    /// Adds the path that a node says is probed.
    mutating func add(probe node: DocumentNode?, in document: Document) {
        guard let node, let path = node.string, path.hasPrefix("/") else { return }
        probePath = path
        evidence.append(Evidence("probe", path, at: document.place(of: node)))
    }

    /// Adds the command of a node.
    mutating func add(start node: DocumentNode?, in document: Document) {
        guard let node, let command = node.string, !command.isEmpty else { return }
        start = command
        evidence.append(Evidence("start", command, at: document.place(of: node)))
    }

    /// Adds the names under which it is reached.
    mutating func add(domains nodes: [DocumentNode], in document: Document) {
        for node in nodes {
            guard let name = node.string ?? node["domain"]?.string ?? node["pattern"]?.string else { continue }
            evidence.append(Evidence("domain", name, at: document.place(of: node)))
        }
    }
}
