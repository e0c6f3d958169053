import Workspace

/// What a `package.json` says by itself: a page that is built, commands.
struct NodeManifestRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard let manifest = question.node else { return [] }
        if let command = servingCommand(question, manifest) { return [command] }
        guard question.framework == nil else { return [] }
        if let build = manifest.script("build"), !manifest.isImportable,
            question.contents.has("index.html") || question.contents.has("public/index.html")
        {
            return [
                RoleSign(
                    .frontend, deploys: question.isNamed ? nil : true, .custom, "a page that is built", at: build.place)
            ]
        }
        guard !manifest.commands.isEmpty, question.importers.isEmpty else { return [] }
        return [RoleSign(.cli, deploys: nil, .custom, "commands in its manifest", at: manifest.place)]
    }

    /// What people install and call may listen for a while, for a login or a preview.
    private func servingCommand(_ question: RoleQuestion, _ manifest: NodeManifest) -> RoleSign? {
        guard question.framework != nil, !manifest.commands.isEmpty, manifest.isPrivate != true, question.image == nil
        else { return nil }
        return RoleSign(.cli, deploys: false, .recipe, "commands that are published", at: manifest.place)
    }
}
