import Workspace

/// A server inside the folder of another unit that nothing starts by itself: it is built into that unit, as the shell of
/// a desktop application or a proxy beside a front end is.
struct NestedServerRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard question.framework?.type.isDeployable ?? false, StartCommand(question).place == nil,
            !question.candidate.platforms.contains(where: \.match.deploys),
            let outer = outer(question.contents.path, question.surroundings.view)
        else { return [] }
        return [
            RoleSign(nil, deploys: false, .shipped, "it is built into \(outer.path)", at: question.manifest)
        ]
    }

    /// The package around it; roots of workspaces hold packages of their own.
    private func outer(_ path: String, _ view: RepositoryView) -> PackageContents? {
        var folder = RelativePath.folder(of: path)
        while folder != "." {
            if let found = view.packages.first(where: { $0.path == folder }) {
                let holdsWorkspace =
                    found.nodeManifest?.workspaces != nil || found.has("pnpm-workspace.yaml") || found.has("go.work")
                    || found.has("pom.xml") || found.has("settings.gradle") || found.has("settings.gradle.kts")
                return holdsWorkspace ? nil : found
            }
            folder = RelativePath.folder(of: folder)
        }
        return nil
    }
}
