import Topology
import Workspace

/// Changes one file in each package in thought: what fires must be what the graph says.
struct TriggerSimulation: Sendable {
    private let trigger: UnitTrigger
    private let context: BundleContext

    /// One file, whether it has to deploy, and whether it does.
    struct Sample: Sendable, Hashable {
        /// Path of the file.
        var path: String
        /// Path of its package; nil for a file of the root.
        var package: String?
        /// Whether the graph says that the unit is made from it.
        var isNeeded: Bool
        /// Whether the trigger answers it.
        var fires: Bool
    }

    /// Prepares the simulation of one unit.
    init(_ trigger: UnitTrigger, in context: BundleContext) {
        self.trigger = trigger
        self.context = context
    }

    /// One file of each package, and each single file that the unit is made from.
    var samples: [Sample] {
        guard let filter = trigger.committed?.filter else { return [] }
        let packages = context.repository.packages.filter { $0.path != "." || trigger.unit.path == "." }
        let own = packages.compactMap { package in representative(of: package).map { ($0, package.path as String?) } }
        let single = trigger.inputs.inputs.filter { !$0.isFolder }.map { ($0.path, nil as String?) }
        return (own + single).map { path, package in
            Sample(
                path: path, package: package, isNeeded: trigger.inputs.covers(path), fires: filter.fires(on: [path]))
        }
    }

    /// What came of it, as checks.
    var checks: [Check] {
        guard let committed = trigger.committed else { return [] }
        let name = "change of one file in each package"
        if trigger.isOpaque {
            return [
                Check(
                    name, expected: "deploys what depends on it",
                    observed: "\(committed.place) is a command of its own",
                    verdict: .notRun(.needsDashboard))
            ]
        }
        let samples = samples
        let needed = Set(samples.filter(\.isNeeded).map { $0.package ?? $0.path })
        var check = Check(
            name, expected: "deploys for " + Self.list(needed), observed: "", verdict: .passed,
            short: "triggers match the graph (\(samples.count) changes)",
            phrase: "Trigger fires for what it is made from")
        let fired = Set(samples.filter(\.fires).map { $0.package ?? $0.path })
        check.observed = "deploys for " + Self.list(fired)
        if let missed = trigger.uncovered.first {
            check.verdict = .failed
            check.observed = "does not deploy for " + Self.list(Set(trigger.uncovered.map(\.path)))
            let because = missed.place.map { " (\($0))" } ?? ""
            check.cause = "\(committed.place) does not name \(missed.path), \(missed.reason)\(because)"
        } else if let extra = trigger.superfluous.first {
            check.verdict = .failed
            check.cause = "\(committed.place) names \(extra), which \(trigger.unit.path) does not depend on"
        }
        return [check] + goneCheck(committed)
    }

    private func goneCheck(_ committed: CommittedTrigger) -> [Check] {
        guard let gone = trigger.gone.first else { return [] }
        return [
            Check(
                "paths of the trigger", expected: "each exists",
                observed: trigger.gone.joined(separator: ", ") + " is gone",
                verdict: .failed, cause: "\(committed.place) names \(gone), and there is no such package any more")
        ]
    }

    /// A file of a package that no other package copies by name: a source rather than a manifest.
    private func representative(of package: PackageContents) -> String? {
        let manifests: Set<String> = ["package.json", "pyproject.toml", "go.mod"]
        return package.paths.first { !manifests.contains(RelativePath.baseName(of: $0)) } ?? package.paths.first
    }

    private static func list(_ paths: Set<String>) -> String {
        paths.isEmpty ? "nothing" : paths.sorted().joined(separator: ", ")
    }
}
