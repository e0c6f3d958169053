import Workspace

/// A folder that is a package by its Dockerfile alone does something once: seeds, jobs, tools.
struct ContainerFolderRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        let claims = question.contents.claims
        guard let claim = claims.first, claims.allSatisfy({ $0.kind == "folder" }) else { return [] }
        return [RoleSign(.tooling, deploys: nil, .custom, "a Dockerfile without a manifest", at: claim.manifest)]
    }
}
