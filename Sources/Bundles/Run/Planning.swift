import Topology
package import Workspace

/// What the run means to do for one unit and bundle, and what made it choose so.
package struct PlannedUnit: Sendable {
    /// The unit.
    package var unit: DeployableUnit
    /// The bundle.
    package var bundle: BundleName
    /// What was there.
    package var finding: Finding
    /// What is to be done; nil where no approach fits.
    package var plan: UnitPlan?
    /// Why approaches did not fit, in the order in which they were tried.
    package var rejected: [Diagnostic]
}

/// Step 4, its pure half: a plan for each unit, made side by side.
package enum Planning {
    /// Plans one bundle for every unit. A unit whose first approach does not fit gets the next one.
    package static func plans(
        _ bundle: any UnitBundle, for units: [DeployableUnit], in context: BundleContext
    ) -> [PlannedUnit] {
        units.map { plan(bundle, for: $0, in: context) }
    }

    /// Plans one bundle for one unit. `skipping` names approaches that were tried and did not hold.
    package static func plan(
        _ bundle: any UnitBundle, for unit: DeployableUnit, in context: BundleContext, skipping: Set<String> = []
    ) -> PlannedUnit {
        let finding = Comparison.finding(of: bundle, for: unit, in: context)
        var planned = PlannedUnit(unit: unit, bundle: bundle.name, finding: finding, plan: nil, rejected: [])
        if finding.state == .skipped { return planned }
        let approaches = bundle.approaches(for: unit, in: context)
        let choices: [Approach?] = approaches.isEmpty ? [nil] : approaches.filter { !skipping.contains($0.id) }
        for choice in choices {
            do throws(Diagnostic) {
                let plan = try bundle.plan(for: unit, finding: finding, approach: choice, in: context)
                if let change = plan.changes.first(where: isGeneratedBySomebodyElse) {
                    throw .generatedFile(change.path)
                }
                planned.plan = plan
                return planned
            } catch {
                planned.rejected.append(error)
            }
        }
        return planned
    }

    /// Whether an edit would be lost the next time that a generator runs: the file says so in its first lines, as
    /// `go generate` and most other generators ask for (go.dev, "Generate Go files by processing source").
    private static func isGeneratedBySomebodyElse(_ change: FileChange) -> Bool {
        guard let head = change.original?.prefix(1024) else { return false }
        let lines = String(decoding: head, as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.contains { line in
            let text = line.lowercased()
            return !text.contains("infra-ws")
                && (text.contains("do not edit") || text.contains("@generated") || text.contains("do not modify"))
                && (text.contains("generated") || text.contains("auto"))
        }
    }
}

extension Diagnostic {
    fileprivate static func generatedFile(_ path: String) -> Diagnostic {
        .error(
            "plan/generated-file", "the place to edit is in a generated file, which its generator would write again",
            at: FilePlace(path), remedy: "add the endpoint where the generated code is used")
    }
}
