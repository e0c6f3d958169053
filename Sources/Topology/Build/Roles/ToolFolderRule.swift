import Workspace

/// A program among the repository's own tools is for its developers unless something runs it elsewhere.
struct ToolFolderRule: RoleRule {
    private static let names: Set<String> = [
        "tools", "tooling", "scripts", "hack", "build-tools", "dev-tools", "devtools", "util", "utils", ".github",
    ]

    func signs(_ question: RoleQuestion) -> [RoleSign] {
        let parts = question.contents.path.utf8.split(separator: UInt8(ascii: "/")).lazy.map { String(Substring($0)) }
        guard let name = parts.first(where: Self.names.contains) else { return [] }
        let isProgram = question.framework != nil || question.image != nil
        return [
            RoleSign(
                isProgram ? .tooling : nil, deploys: false, .published, "it stands in \(name)", at: question.manifest)
        ]
    }
}
