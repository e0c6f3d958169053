import Topology
package import Workspace

/// What deploys one unit: as it should be, and as it is committed.
package struct UnitTrigger: Sendable {
    /// The unit.
    package let unit: DeployableUnit
    /// What its things are called.
    package let names: DeployNames
    /// The platform that it is deployed to; nil where none is known.
    package let platform: (any KnownPlatform)?
    /// How it gets there.
    package let delivery: Delivery
    /// What its deployment is made from.
    package let inputs: DeployInputs
    /// What deploys it today; nil where nothing does.
    package let committed: CommittedTrigger?
    /// The filter that it should have.
    package let wanted: (any ChangeFilter)?
    private let engine: (any TriggerEngine)?
    private let job: DeployJob?
    private let repository: RepositoryView

    /// Looks at one unit.
    package init(of unit: DeployableUnit, in context: BundleContext) {
        self.unit = unit
        repository = context.repository
        let platforms = unit.package.platforms.compactMap { context.catalogue.platform($0) }
        let units = context.graph.packages.filter(\.deploysIndependently)
        let slug = PackageSlugs(context.graph.packages)[unit.path]
        var names = DeployNames(slug: slug, isAlone: true)
        let inputs = DeployInputs.find(for: unit, in: context)
        var found: (platform: any KnownPlatform, delivery: Delivery)?
        for platform in platforms where found == nil {
            names.isAlone = units.filter { $0.platforms.contains(platform.id) }.count < 2
            let delivery = platform.delivery(of: unit, as: names, in: context.repository)
            if case .none = delivery { continue }
            found = (platform, delivery)
        }
        self.names = names
        self.inputs = inputs
        platform = found?.platform ?? platforms.first
        delivery = found?.delivery ?? .none
        switch delivery {
        case .steps(let steps):
            let job = DeployJob(
                unit: unit, names: names, isOnlyUnit: units.count < 2, steps: steps, inputs: inputs,
                packages: Set(context.graph.packages.map(\.path)))
            self.job = job
            engine = context.catalogue.engines.first
            committed = engine?.committed(job, in: context.repository)
            wanted = engine?.filter(for: job, in: context.repository)
        case .watched(let rule):
            (job, engine) = (nil, nil)
            committed = rule.place.map {
                CommittedTrigger(
                    file: rule.file, place: $0, filter: rule.filter, hasStep: true, isGenerated: false)
            }
            wanted = VercelIgnoreCommand(including: inputs.inputs.map(\.path), excluding: inputs.exclusions)
        case .byHand, .none:
            (job, engine, committed, wanted) = (nil, nil, nil, nil)
        }
    }

    /// The change that makes what is committed what it should be; nil where it is, or where nothing can be written.
    ///
    /// - Throws: What the engine and the platform throw.
    package func change() throws(Diagnostic) -> FileChange? {
        if let engine, let job { return try engine.change(job, in: repository) }
        return try platform?.planRule(for: unit, inputs: inputs, in: repository)
    }

    /// How the table and reports name the way of deploying, such as `Coolify webhook`.
    package var provider: String? {
        switch delivery {
        case .steps(let steps): steps.provider
        case .watched(let rule): rule.provider
        case .byHand(let manual): manual.provider
        case .none: nil
        }
    }

    /// Whether a person deploys.
    package var isByHand: Bool {
        guard case .byHand = delivery else { return false }
        return true
    }

    /// The file that deploys the unit, or would.
    package var file: String? {
        if let committed { return committed.file }
        if case .watched(let rule) = delivery { return rule.file }
        return (try? change())?.path
    }

    /// Whether a person's rule decides in a way that only the platform can tell.
    package var isOpaque: Bool {
        guard case .watched(let rule) = delivery else { return false }
        return rule.isOpaque
    }
}

extension UnitTrigger {
    /// The inputs that what is committed does not answer; empty where nothing is committed or its rule is opaque.
    package var uncovered: [DeployInput] {
        guard let committed, committed.hasStep, !isOpaque else { return [] }
        guard let filter = committed.filter else { return inputs.inputs }
        return inputs.inputs.filter { input in
            if !input.isFolder { return !filter.fires(on: [input.path]) }
            if filter.parts.contains(GitHubPathPattern.escaping(input.path) + "/**"),
                !filter.parts.contains(where: { $0.hasPrefix("!") })
            {
                return false
            }
            return repository.files.under(input.path).contains { inputs.covers($0) && !filter.fires(on: [$0]) }
        }
    }

    /// Parts of the committed filter that name a folder or file which is gone.
    package var gone: [String] {
        guard let committed, let filter = committed.filter else { return [] }
        return filter.parts.filter { part in
            guard let path = GitHubPathPattern(part).fixedPath, path != committed.file, path != "." else {
                return false
            }
            return !repository.files.contains(path) && !repository.files.hasFolder(path)
        }
    }

    /// Folders of packages that the committed filter answers although the unit does not depend on them, in a file that
    /// we wrote or a rule of the platform's.
    package var superfluous: [String] {
        guard let committed, let filter = committed.filter, !filter.parts.isEmpty else { return [] }
        let isOurs = committed.isGenerated || job == nil
        guard isOurs else { return [] }
        let patterns = filter.parts.map { GitHubPathPattern($0) }.filter { !$0.isNegated }
        let named = Set(patterns.compactMap(\.fixedPath))
        return repository.packages.map(\.path).filter { path in
            path != "." && named.contains(path) && !inputs.packages.contains(path)
                && !inputs.inputs.contains { RelativePath.isInside($0.path, path) }
        }
    }
}
