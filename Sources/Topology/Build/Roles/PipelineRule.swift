import Workspace

/// A step of CI that deploys a package: the surest sign that it is deployed.
struct PipelineRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        let found = question.surroundings.pipelines[question.contents.path] ?? []
        // What only pull requests run are previews. The root is named by whatever runs there, so that it needs more.
        guard
            let deployment = found.first(where: { $0.platform != nil && !$0.isForPullRequests }),
            let platform = deployment.platform,
            question.contents.path != "." || question.framework != nil || question.image != nil,
            !question.isWorkspaceRoot, !isStoryOfLibrary(question)
        else { return [] }
        return [RoleSign(nil, deploys: true, .pipeline, "CI deploys it to \(platform)", at: deployment.place)]
    }

    /// What CI deploys of a library are its stories, its documentation, or the file that others load.
    private func isStoryOfLibrary(_ question: RoleQuestion) -> Bool {
        question.isBuiltToBeImported
            || question.framework == nil && question.image == nil
                && (question.contents.isImportable && question.isNamed || StorybookRule.configuration(question) != nil)
    }
}
