import Workspace

/// A documentation site, by the configuration of what makes it. It is a unit where something deploys it.
struct DocumentationRule: RoleRule {
    /// Configurations (docusaurus.io, vitepress.dev, mintlify.com/docs, mkdocs.org, sphinx-doc.org, rust-lang.github.io
    /// /mdBook, gohugo.io).
    private static let files: [String] = [
        "docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", ".vitepress/config.ts",
        ".vitepress/config.mts", ".vitepress/config.js", "docs/.vitepress/config.ts", "docs/.vitepress/config.mts",
        "docs/.vitepress/config.js", "mint.json", "mkdocs.yml", "mkdocs.yaml", "book.toml", "conf.py",
        "source/conf.py",
    ]

    func signs(_ question: RoleQuestion) -> [RoleSign] {
        // Beside a program of its own such a file is about that program.
        guard question.contents.path != ".", let place = question.first(of: Self.files), !isProgram(question) else {
            return []
        }
        return [RoleSign(.docs, deploys: nil, .kind, "a documentation site", at: place)]
    }

    private func isProgram(_ question: RoleQuestion) -> Bool {
        question.framework.map { $0.type != .frontend } ?? false || question.contents.isImportable
            || question.contents.has("go.mod") || question.contents.has("Cargo.toml")
    }
}
