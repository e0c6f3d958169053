/// How the program ends.
enum CommandStatus: Sendable, Equatable {
    /// No check failed; missing bundles, required setup and checks that could not run included.
    case success
    /// A check failed, a bundle could not be implemented for a unit, or `--check` found a difference.
    case checkFailed
    /// Wrong usage or bad input; nothing was changed.
    case usage
    /// Stopped half-way, and what was written was rolled back.
    case rolledBack
    /// A signal ended it; children were ended and files rolled back.
    case interrupted(signal: Int32)

    /// The number that the shell sees: 0 to 3, and 128 plus the signal.
    var code: Int32 {
        switch self {
        case .success: 0
        case .checkFailed: 1
        case .usage: 2
        case .rolledBack: 3
        case .interrupted(let signal): 128 + signal
        }
    }

    /// Each number with its meaning, for help and documentation.
    static let explanations: [(code: String, meaning: String)] = [
        ("0", "no check failed; missing bundles, required setup and checks that could not run included"),
        ("1", "a check failed, a unit's bundle could not be implemented, or `--check` found a difference"),
        ("2", "wrong usage or bad input; nothing was changed"),
        ("3", "stopped half-way, and what was written was rolled back"),
        ("130, 143", "interrupted; children were ended and files rolled back"),
    ]
}
