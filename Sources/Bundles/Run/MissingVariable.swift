import Workspace

/// An environment variable that a unit asked for in its log and did not get.
enum MissingVariable {
    /// What languages and libraries say before the name: Python's KeyError and os.environ, pydantic's settings,
    /// Node's and Go's customary own messages.
    private static let announcements: [String] = [
        "KeyError: '", "KeyError: \"", "environment variable ", "env var ", "Missing required environment variable: ",
        "missing environment variable ", "process.env.",
    ]

    /// The first variable that the log of a failed check names as missing and that has not been given yet.
    static func find(in check: Check, besides given: [String: String]) -> String? {
        for line in check.log.reversed() {
            for announcement in announcements {
                guard let found = line.firstRange(of: announcement) else { continue }
                let name = String(
                    line[found.upperBound...].drop { "\"'`:$ ".contains($0) }.prefix(while: isNameCharacter))
                if isVariableName(name), given[name] == nil { return name }
            }
            if line.hasSuffix(" is not set") || line.hasSuffix(" must be set") || line.hasSuffix(" is required") {
                let words = line.split(separator: " ").dropLast(3)
                let name = String((words.last ?? "").filter(isNameCharacter))
                if isVariableName(name), given[name] == nil { return name }
            }
        }
        return nil
    }

    /// A value that satisfies most readers of a variable: secrets are long enough, addresses are addresses.
    static func exampleValue(for name: String) -> String {
        if name.hasSuffix("_URL") || name.hasSuffix("_URI") { return "http://127.0.0.1:9/" }
        if name.hasSuffix("_PORT") || name == "PORT" { return "9" }
        if name.hasSuffix("_EMAIL") { return "somebody@example.com" }
        if name.hasSuffix("_HOST") { return "127.0.0.1" }
        return "example-value-for-a-local-start-only"
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character == "_" || character.isASCII && (character.isLetter || character.isNumber)
    }

    private static func isVariableName(_ name: String) -> Bool {
        name.utf8.count > 2 && name.first?.isNumber == false && name == name.uppercased()
    }
}
