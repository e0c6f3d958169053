/// The Infrastructure table of CONVENTIONS.md.
enum InfrastructureTable {
    /// Its lines.
    static func text(_ file: String) -> String {
        file.split(separator: "\n").drop { !$0.hasPrefix("| Component") }.prefix { $0.hasPrefix("|") }
            .joined(separator: "\n") + "\n"
    }
}
