import Topology
package import Workspace

/// The deploy triggers of all filtered units: what `infra-ws triggers` prints, writes and checks.
package struct TriggerSurvey: Sendable {
    /// One for each unit, sorted by path.
    package let triggers: [UnitTrigger]
    /// The changes that make what is committed what it should be.
    package let changes: ChangeSet
    /// Units whose trigger cannot be written, and files of units that are gone.
    package let warnings: [Diagnostic]

    /// Looks at the units of a repository.
    package init(of detection: Detection) {
        let context = detection.context
        triggers = detection.units.map { UnitTrigger(of: $0, in: context) }
        var warnings: [Diagnostic] = []
        var owned: [OwnedChanges] = []
        for trigger in triggers {
            if case .none = trigger.delivery { warnings.append(.unknownPlatform(trigger.unit)) }
            do throws(Diagnostic) {
                if let change = try trigger.change() {
                    owned.append(OwnedChanges(owner: trigger.unit.path, changes: [change]))
                }
            } catch {
                warnings.append(error.asWarning)
            }
        }
        let merged = ChangeSet.merge(owned)
        warnings += merged.rejected.map(\.reason.asWarning)
        warnings += Self.orphans(in: context).map { .orphan($0) }
        changes = merged.changes
        self.warnings = warnings
    }

    /// Files of ours that deploy a unit which is gone.
    static func orphans(in context: BundleContext) -> [String] {
        let slugs = PackageSlugs(context.graph.packages)
        let units = Set(context.graph.packages.filter(\.deploysIndependently).map { slugs[$0.path] })
        return context.catalogue.engines.flatMap { $0.orphans(besides: units, in: context.repository) }
    }

    /// Whether nothing that is committed differs from what it should be.
    package var isUpToDate: Bool { changes.isEmpty && !warnings.contains { $0.code == "deploy/orphan" } }
}

extension Diagnostic {
    /// A workflow of ours whose unit is gone.
    static func orphan(_ path: String) -> Diagnostic {
        .warning(
            "deploy/orphan", "it deploys a package that is gone", at: FilePlace(path),
            remedy: "remove it: `git rm \(path)`")
    }

    fileprivate static func unknownPlatform(_ unit: DeployableUnit) -> Diagnostic {
        .warning(
            "deploy/no-platform", "it is not known where `\(unit.path)` is deployed to", at: FilePlace(unit.path),
            remedy: "add a Hosting row for it to \(Conventions.path)")
    }
}
