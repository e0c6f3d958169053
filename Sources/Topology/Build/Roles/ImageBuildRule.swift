import Workspace

/// CI builds the package's image and pushes it: with something that serves in it, it is made to be run.
struct ImageBuildRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        let builds = question.surroundings.pipelines[question.contents.path] ?? []
        guard let build = builds.first(where: { $0.act == .buildsImage(isPushed: true) && !$0.isForPullRequests }),
            question.framework?.type.isDeployable ?? (question.image?.port != nil), question.contents.path != ".",
            !question.isBuiltToBeImported
        else { return [] }
        return [RoleSign(nil, deploys: true, .image, "CI pushes its image", at: build.place)]
    }
}
