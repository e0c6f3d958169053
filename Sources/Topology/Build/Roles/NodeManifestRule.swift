import Workspace

/// What a `package.json` says by itself: a page that is built, commands.
struct NodeManifestRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard let manifest = question.node, question.framework == nil, !question.isNamed else { return [] }
        if let build = manifest.script("build"), !manifest.isImportable,
            question.contents.has("index.html") || question.contents.has("public/index.html")
        {
            return [RoleSign(.frontend, deploys: true, .custom, "a page that is built", at: build.place)]
        }
        guard !manifest.commands.isEmpty else { return [] }
        return [RoleSign(.cli, deploys: nil, .custom, "commands in its manifest", at: manifest.place)]
    }
}
