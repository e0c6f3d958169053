import Workspace

/// A Go program that neither serves by a framework nor runs in an image is a command.
struct GoProgramRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard let main = Self.main(question) else { return [] }
        return [RoleSign(.cli, deploys: nil, .custom, "a Go program", at: main)]
    }

    /// The first file of `package main` that has a `main` function.
    static func main(_ question: RoleQuestion) -> FilePlace? {
        guard question.contents.claims.contains(where: { $0.language == "go" }) else { return nil }
        return question.contents.parsed.value("go-main") { find(question) }
    }

    private static func find(_ question: RoleQuestion) -> FilePlace? {
        for path in question.contents.sources(withExtensions: ["go"]) {
            guard let bytes = question.contents.files.contents(path),
                bytes.firstRange(of: Array("package main".utf8)) != nil
            else { continue }
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            guard lines.contains(where: { $0.hasPrefix("package main") }),
                let index = lines.firstIndex(where: { $0.hasPrefix("func main()") })
            else { continue }
            return FilePlace(path, line: index + 1)
        }
        return nil
    }
}
