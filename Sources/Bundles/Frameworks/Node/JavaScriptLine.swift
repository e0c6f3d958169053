import Workspace

extension JavaScriptStyle {
    /// A line of generated code in this style; it was written with two spaces, double quotes and semicolons.
    func applied(to line: String) -> String {
        let spaces = line.prefix { $0 == " " }.count
        var rest = String(line.dropFirst(spaces))
        if !rest.hasPrefix("//"), !rest.hasPrefix("/**") {
            if quote != "\"" { rest = rest.replacing("\"", with: quote) }
            if !hasSemicolons, rest.hasSuffix(";") { rest.removeLast() }
        }
        return String(repeating: indent, count: spaces / 2) + rest
    }
}
