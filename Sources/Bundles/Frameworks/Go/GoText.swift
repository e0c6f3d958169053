/// Values of a repository as text of a Go program.
enum GoText {
    /// An interpreted string literal (go.dev/ref/spec, "String literals").
    static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\" + String(scalar)
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                text += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    /// A value in a line comment: what would end the line is a space.
    static func comment(_ value: String) -> String {
        String(value.map { $0.isNewline ? " " : $0 })
    }

    /// An import declaration as gofmt has it: the standard library first, each part sorted.
    static func imports(_ paths: Set<String>) -> [String] {
        let isStandard: (String) -> Bool = { !($0.split(separator: "/").first ?? "").contains(".") }
        let standard = paths.filter(isStandard).sorted()
        let others = paths.filter { !isStandard($0) }.sorted()
        let lines =
            standard.map { "\t" + quoted($0) } + (others.isEmpty || standard.isEmpty ? [] : [""])
            + others.map { "\t" + quoted($0) }
        return ["import ("] + lines + [")"]
    }
}
