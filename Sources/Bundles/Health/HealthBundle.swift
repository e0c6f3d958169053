import Topology
import Workspace

/// Health: an endpoint that checks what the unit needs, and the platform's probe of it.
package struct HealthBundle: UnitBundle {
    /// The first of the four.
    package let name = BundleName.health

    /// The path that a new endpoint gets.
    static let path = "/health"

    /// Makes the bundle.
    package init() {}

    /// The endpoint, its checks and the probes that files hold.
    package func finding(for unit: DeployableUnit, in context: BundleContext) -> Finding {
        if let reason = reasonNotToApply(to: unit, in: context) { return Finding(.notApplicable, reason: reason) }
        guard let framework = context.catalogue.framework(unit.package.framework) else {
            return findingWithoutFramework(unit, in: context)
        }
        let code = framework.healthInCode(of: unit)
        var present: [FindingPart] = []
        var lacking: [String] = []
        if let route = code.route {
            present.append(FindingPart("endpoint \(route.path)", at: route.place))
            for component in HealthComponents.of(unit) {
                let name = "check of \(component.id)"
                if let place = code.checks[component.id] {
                    present.append(FindingPart(name, at: place))
                } else {
                    lacking.append(name)
                }
            }
        } else {
            lacking.append("endpoint")
        }
        addProbes(of: unit, in: context, present: &present, lacking: &lacking)
        return .from(present: present, lacking: lacking)
    }

    /// Why a unit needs no endpoint; nil where it does.
    private func reasonNotToApply(to unit: DeployableUnit, in context: BundleContext) -> String? {
        for platform in unit.package.platforms.compactMap({ context.catalogue.platform($0) }) {
            if case .automatic(let reason) = platform.probe(of: unit, in: context.repository) {
                return "Automatic (\(platform.name) \(reason))"
            }
        }
        switch unit.package.type {
        case .worker: return "Not applicable (a worker answers no requests)"
        case .cli: return "Not applicable (a command answers no requests)"
        default: return nil
        }
    }

    private func findingWithoutFramework(_ unit: DeployableUnit, in context: BundleContext) -> Finding {
        var present: [FindingPart] = []
        var lacking: [String] = []
        if let path = unit.package.healthPath {
            let place = unit.package.evidence.first { $0.fact == "healthPath" }?.place
            present.append(FindingPart("endpoint \(path)", at: place))
        } else {
            lacking.append("endpoint")
        }
        addProbes(of: unit, in: context, present: &present, lacking: &lacking)
        return .from(present: present, lacking: lacking)
    }

    private func addProbes(
        of unit: DeployableUnit, in context: BundleContext, present: inout [FindingPart], lacking: inout [String]
    ) {
        for platform in unit.package.platforms.compactMap({ context.catalogue.platform($0) }) {
            switch platform.probe(of: unit, in: context.repository) {
            case .configured(let path, let place):
                present.append(FindingPart("probe" + (path.map { " of \($0)" } ?? ""), at: place))
            case .missing(let file):
                lacking.append("probe in \(file)")
            case .automatic, .dashboard, .none:
                continue
            }
        }
    }
}
