import Workspace

/// A Python package with console scripts alone is a command (packaging.python.org, "Entry points specification").
struct PythonCommandRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard let manifest = question.contents.pythonManifest, !manifest.commands.isEmpty, question.framework == nil,
            !question.isNamed
        else { return [] }
        return [RoleSign(.cli, deploys: nil, .custom, "console scripts", at: manifest.place)]
    }
}
