import Workspace

/// An application of an Nx workspace with a page is a front end, and one with nothing but tests of another is a tool
/// (nx.dev, "Project Configuration": `projectType`).
struct NxProjectRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard let nx = NxProjectFacts(question.contents) else { return [] }
        let place = question.first(of: ["project.json"]) ?? question.manifest
        if nx.isLibrary { return [RoleSign(.library, deploys: false, .imported, "an Nx library", at: place)] }
        let isTest = ["cypress.config", "playwright.config"].contains { name in
            ["ts", "js", "mts"].contains { question.contents.has("\(name).\($0)") }
        }
        if nx.isApplication,
            ["index.html", "src/index.html", "public/index.html"].contains(where: question.contents.has)
        {
            return [RoleSign(.frontend, deploys: true, .custom, "an Nx application with a page", at: place)]
        }
        return isTest ? [RoleSign(.tooling, deploys: false, .custom, "tests of another project", at: place)] : []
    }
}
