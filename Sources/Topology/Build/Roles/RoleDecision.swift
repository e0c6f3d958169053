import Workspace

/// Weighs all signs about a package: for each of the two questions the strongest sign that answers it decides.
struct RoleDecision: Sendable {
    /// Every sign, the strongest first; equals in the order of the rules.
    let signs: [RoleSign]
    /// Where a fact stands that nothing shows.
    let manifest: FilePlace

    /// Asks every rule.
    init(_ question: RoleQuestion) {
        let found = RoleRules.all.flatMap { $0.signs(question) }.enumerated()
        signs = found.sorted { ($1.element.rank, $0.offset) < ($0.element.rank, $1.offset) }.map(\.element)
        manifest = question.manifest
    }

    /// What the signs say; a library that is not deployed where there are none.
    var role: PackageRole {
        let deploying = signs.first { $0.deploys != nil }
        let deploys = deploying?.deploys ?? false
        let typing = typeSign(deploys: deploys)
        let type = typing?.type ?? (deploys ? .service : .library)
        let facts = [
            Evidence("type", type.rawValue, at: typing?.place ?? deploying?.place ?? manifest),
            Evidence(
                "deploysIndependently", deploys ? "true" : "false",
                at: deploying?.place ?? typing?.place ?? manifest),
        ]
        return PackageRole(
            type: type, deploys: deploys, evidence: facts + signs.map(\.evidence),
            isSure: typing.map { $0.rank >= .code } ?? false)
    }

    /// The strongest sign that names a type. What is deployed is no library, command or tool: there the strongest
    /// that names another type counts.
    private func typeSign(deploys: Bool) -> RoleSign? {
        guard deploys else { return signs.first { $0.type != nil } }
        return signs.first { sign in sign.type.map { $0.isDeployable || $0 == .docs } ?? false }
    }
}
