/// Finds the line of a log that says why a program ended.
enum StartLog {
    /// Words that begin the telling line in the languages that we start, the surest first.
    private static let words: [String] = [
        "ModuleNotFoundError", "ImportError", "Cannot find module", "SyntaxError", "KeyError", "panic:", "Error:",
        "Exception", "error:", "ERROR", "fatal", "failed",
    ]

    /// The last line with the surest word; nil where the log says nothing.
    static func cause(_ log: [String]) -> String? {
        for word in words {
            if let line = log.last(where: { $0.contains(word) }) { return trimmed(line) }
        }
        return log.last { !trimmed($0).isEmpty }.map(trimmed)
    }

    private static func trimmed(_ line: String) -> String {
        String(line.drop { $0 == " " || $0 == "\t" }.prefix(300))
    }
}
