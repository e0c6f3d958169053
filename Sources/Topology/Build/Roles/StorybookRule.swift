import Workspace

/// Stories show a library: they do not make it an application (storybook.js.org/docs/configure).
struct StorybookRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard let place = Self.configuration(question), question.framework == nil, !question.isNamed,
            !question.contents.isImportable
        else { return [] }
        return [RoleSign(.tooling, deploys: nil, .custom, "stories alone", at: place)]
    }

    /// The configuration of the stories; nil where there are none.
    static func configuration(_ question: RoleQuestion) -> FilePlace? {
        question.first(of: [".storybook/main.ts", ".storybook/main.js", ".storybook/main.mjs", ".storybook/main.cjs"])
    }
}
