import Workspace

/// The root of a workspace holds others together; a platform's file there belongs to the packages that it names.
struct WorkspaceRootRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard question.isWorkspaceRoot else { return [] }
        return [RoleSign(.tooling, deploys: false, .published, "the root of a workspace", at: question.manifest)]
    }
}
