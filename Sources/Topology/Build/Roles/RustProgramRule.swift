import Workspace

/// A crate that is built into a program and does not serve is a command (doc.rust-lang.org, "Cargo Targets").
struct RustProgramRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard question.contents.has("Cargo.toml"), question.contents.has("src/main.rs"), question.importers.isEmpty
        else { return [] }
        return [RoleSign(.cli, deploys: nil, .custom, "a Rust program", at: question.place("src/main.rs"))]
    }
}
