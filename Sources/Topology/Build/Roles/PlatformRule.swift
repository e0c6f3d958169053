import Workspace

/// A platform's own file, a manifest of production that names the package, or a Hosting row.
struct PlatformRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        question.candidate.platforms.filter { $0.match.deploys && !$0.match.isFallback }.compactMap { platform in
            guard let fact = platform.match.evidence.first else { return nil }
            guard !isShowcase(fact, question) else { return nil }
            // A file at the root of a workspace that names no package says nothing about the root; a person's row does.
            guard !question.isWorkspaceRoot || fact.place.path == Conventions.path else { return nil }
            let type = platform.match.evidence.first { $0.fact == "type" }.flatMap { PackageType(rawValue: $0.value) }
            return RoleSign(
                type, deploys: true, rank(fact, question), "platform \(platform.id)", at: fact.place)
        }
    }

    /// What a platform serves of a published library that others use are its stories.
    private func isShowcase(_ fact: Evidence, _ question: RoleQuestion) -> Bool {
        fact.place.path != Conventions.path && question.framework == nil && question.image == nil
            && !question.importers.isEmpty && question.publication != nil
    }

    /// An example brings the file of a platform for whoever copies it; a file elsewhere that names it means it.
    private func rank(_ fact: Evidence, _ question: RoleQuestion) -> RoleRank {
        let path = question.contents.path
        let isOwn = path == "." || RelativePath.isInside(fact.place.path, path)
        return isOwn && AsideFolder.component(of: path) != nil ? .orchestrated : .platform
    }
}
