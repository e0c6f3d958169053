import Workspace

/// Others need it when they run and nothing starts it: a framework is what it helps with, not what it is.
struct ImportedRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard let importer = question.importers.first else { return [] }
        let edge = question.surroundings.edges.outgoing[importer]?.first { $0.path == question.contents.path }
        return [
            RoleSign(
                .library, deploys: false, .imported, "imported by \(importer)", at: edge?.place ?? question.manifest)
        ]
    }
}
