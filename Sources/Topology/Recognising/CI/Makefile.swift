import Workspace

/// The recipes of a Makefile (gnu.org, "GNU make", "Rules" and "How to Use Variables").
struct Makefile: Sendable {
    private var recipes: [String: String] = [:]
    private var variables: [String: String] = [:]

    /// Reads the Makefile of a folder; nil where there is none.
    init?(in folder: String, _ files: RepositoryFiles) {
        let names = ["GNUmakefile", "makefile", "Makefile"]
        guard let path = names.map({ ManifestStore.path($0, in: folder) }).first(where: { files.contains($0) }),
            let text = files.text(path), text.utf8.count <= 1 << 18
        else { return nil }
        var targets: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("\t") {
                // `@` and `-` before a command say how make runs it.
                let command = line.dropFirst().drop { $0 == "@" || $0 == "-" || $0 == "+" }
                for target in targets { recipes[target, default: ""] += command + "\n" }
            } else if let assignment = Self.assignment(line) {
                variables[assignment.name] = assignment.value
                targets = []
            } else if let colon = line.firstIndex(of: ":"), line.first != "#" {
                targets = line[..<colon].split(separator: " ").map(String.init)
                for target in targets where recipes[target] == nil { recipes[target] = "" }
            } else if line.first.map({ !$0.isWhitespace }) ?? false {
                targets = []
            }
        }
    }

    /// The script of a target, make's variables replaced by their values; nil where there is no such target.
    func recipe(of target: String, variables given: [String: String] = [:]) -> String? {
        guard let recipe = recipes[target] else { return nil }
        return Self.expand(recipe) { given[$0] ?? ($0 == "@" ? target : nil) ?? variables[$0] }
    }

    private static func assignment(_ line: Substring) -> (name: String, value: String)? {
        guard let equals = line.firstIndex(of: "="), line.first.map({ $0.isLetter || $0 == "_" }) == true else {
            return nil
        }
        let name = line[..<equals].drop { _ in false }.split(separator: " ").first ?? ""
        let clean = name.prefix { $0.utf8.allSatisfy(ShellVariables.isNameByte) }
        let rest = line[clean.endIndex..<equals].filter { !$0.isWhitespace }
        guard !clean.isEmpty, ["", ":", "?", "::", "+"].contains(rest) else { return nil }
        return (String(clean), line[line.index(after: equals)...].trimmed)
    }

    /// `$(NAME)` and `${NAME}` are make's, `$$` is the shell's `$`.
    private static func expand(_ text: String, _ value: (String) -> String?) -> String {
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "$" {
                result.append("$")
                rest = rest.dropFirst()
            } else if rest.first == "(" || rest.first == "{",
                let close = rest.firstIndex(where: { $0 == ")" || $0 == "}" })
            {
                let name = String(rest[rest.index(after: rest.startIndex)..<close])
                result += value(name) ?? "${\(name)}"
                rest = rest[rest.index(after: close)...]
            } else if rest.first == "@" {
                result += value("@") ?? ""
                rest = rest.dropFirst()
            } else {
                result.append("$")
            }
        }
        return result + rest
    }
}
