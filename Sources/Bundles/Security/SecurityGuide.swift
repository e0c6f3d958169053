import Topology
import Workspace

/// The sections of `docs/infrastructure.md` about the rate limit of one unit and the firewall in front of it.
struct SecurityGuide: Sendable {
    private let unit: DeployableUnit
    private let plan: UnitPlan
    private let need: RateLimitNeed
    private let context: BundleContext

    /// Describes what a plan brings.
    init(of unit: DeployableUnit, plan: UnitPlan, need: RateLimitNeed, in context: BundleContext) {
        self.unit = unit
        self.plan = plan
        self.need = need
        self.context = context
    }

    /// The change of the guide; nil where it has the sections, or nothing is there to be said.
    ///
    /// - Throws: `edit/...` where the file cannot be edited.
    var change: FileChange? {
        get throws(Diagnostic) {
            try InfrastructureGuide.change(
                adding: [limit, firewall].compactMap(\.self), in: context.repository.files,
                why: "says what is limited and which rules to enable")
        }
    }

    private var limit: InfrastructureGuide.Section? {
        guard let row = plan.rows.first(where: { $0.row.kind == .rateLimit })?.row else { return nil }
        let title = "## Rate limit of \(MarkdownText.cell(unit.package.name)) (\(MarkdownText.cell(unit.path)))"
        var text = [title]
        switch RateLimitState.of(unit, in: context) {
        case .notNeeded: return nil
        case .elsewhere(_, let edge): text += ["\(edge.reason).", Self.list(edge.steps)]
        case .inCode(let code): text += paragraphs(code.policy ?? need.policy, by: row.provider)
        case .missing: text += paragraphs(need.policy, by: row.provider)
        }
        let slug = slug(of: unit.path)
        return InfrastructureGuide.Section(id: "rate-limit-\(slug)", text: text.joined(separator: "\n\n"))
    }

    private func paragraphs(_ policy: RateLimitPolicy, by provider: String) -> [String] {
        let exempt = need.exempt.map { MarkdownText.cell($0) }.joined(separator: ", ")
        let client =
            need.client == .socket
            ? need.client.description
            : "\(need.client.description), "
                + "which \(need.clientSource ?? "the proxy") writes; nothing else that a request says about its origin counts"
        let store =
            need.store.map { "Requests are counted in `\($0.id)`, together for all runs of the unit." }
            ?? "Each process counts for itself: with several, a client has the limit once for each."
        return [
            "Each client may make \(policy.text) (\(provider)); `\(RateLimitPolicy.variable)` in the environment changes "
                + "it. Beyond it the answer is 429 with `Retry-After`. Never limited: \(exempt).",
            "A client is \(client). \(store)",
            "`infra-ws validate` asks faster than the limit, as another client and with forged headers.",
        ]
    }

    private var firewall: InfrastructureGuide.Section? {
        guard let found = UnitFirewall.of(unit, in: context) else { return nil }
        let title = "## Firewall" + (found.package.map { " of \(MarkdownText.cell($0))" } ?? "")
        let text: [String]
        switch found.firewall.inFile {
        case .present: return nil
        case .addable(let change):
            text = [title, "\(found.firewall.provider): \(found.firewall.rules) in `\(change.path)`."]
        case .none: text = [title, Self.list(found.firewall.steps)]
        }
        let id = found.package.map { "waf-\(slug(of: $0))" } ?? "waf"
        return InfrastructureGuide.Section(id: id, text: text.joined(separator: "\n\n"))
    }

    private func slug(of path: String) -> String {
        PackageSlugs(context.graph.packages)[path]
    }

    private static func list(_ steps: [String]) -> String {
        steps.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n")
    }
}
