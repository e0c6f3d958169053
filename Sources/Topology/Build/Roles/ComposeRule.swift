import Workspace

/// A service of a compose file that builds the package or runs its image, and is no job and no stack of development.
struct ComposeRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        if let stated = question.candidate.platforms.first(where: { $0.match.isFallback && $0.match.deploys }),
            let fact = stated.match.evidence.first, isRun(question)
        {
            return [RoleSign(nil, deploys: true, .orchestrated, "a compose service runs it", at: fact.place)]
        }
        let services = question.surroundings.compose.services(building: question.contents.path)
        let running = services.first { question.surroundings.compose.isServer($0) && !$0.isForDevelopment }
        guard let running, isRun(question) else { return [] }
        return [RoleSign(nil, deploys: true, .orchestrated, "a compose service builds it", at: running.place)]
    }

    /// A library whose image migrates or seeds is no server, though a service builds it.
    private func isRun(_ question: RoleQuestion) -> Bool {
        guard !question.isWorkspaceRoot else { return false }
        return question.framework != nil || question.importers.isEmpty && !question.isBuiltToBeImported
    }
}
