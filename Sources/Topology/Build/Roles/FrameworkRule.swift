import Workspace

/// A framework with what makes it one: an application that is made and listens, a configuration, a start command.
struct FrameworkRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        question.candidate.frameworks.prefix(1).map { framework in
            let fact = framework.match.evidence.first { $0.fact == "framework" } ?? framework.match.evidence.first
            return RoleSign(
                framework.match.type, deploys: framework.match.type.isDeployable, .code, "framework \(framework.id)",
                at: fact?.place ?? question.manifest)
        }
    }
}
