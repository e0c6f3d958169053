import Workspace

/// One option, declared once: the parser, the help, the completions and the documentation all come from this value.
struct OptionSpec: Sendable {
    /// What a shell offers for the value when there is no fixed list of choices.
    enum Completion: Sendable {
        /// Nothing: only the user knows it.
        case nothing
        /// Names of folders.
        case folders
        /// Names of files.
        case files
    }

    /// Puts a value that is one of the choices, if there are any, into the options; the value of a flag is empty.
    typealias Store = @Sendable (_ value: String, _ options: inout GlobalOptions) throws(Diagnostic) -> Void

    /// The name without the two dashes.
    let name: String
    /// One letter that may be written with one dash instead.
    let letter: Character?
    /// What stands for the value in help, in capitals; absent for a flag, which takes no value.
    let placeholder: String?
    /// The only values that it takes, in any case of letters; empty where `store` decides.
    let choices: [String]
    /// What a shell offers for the value.
    let completion: Completion
    /// Whether it may be given several times, each time with another value.
    let isRepeatable: Bool
    /// Names of options that cannot be given with it.
    let exclusions: [String]
    /// Half a sentence for lists.
    let summary: String
    /// Sentences for the help of one command and for the documentation.
    let details: String
    /// How a value becomes a typed option.
    let store: Store

    /// Declares an option that takes a value.
    init(
        _ name: String, value placeholder: String, choices: [String] = [], completion: Completion = .nothing,
        isRepeatable: Bool = false, excludes exclusions: [String] = [], summary: String, details: String,
        store: @escaping Store
    ) {
        self.name = name
        self.letter = nil
        self.placeholder = placeholder
        self.choices = choices
        self.completion = completion
        self.isRepeatable = isRepeatable
        self.exclusions = exclusions
        self.summary = summary
        self.details = details
        self.store = store
    }

    /// Declares a flag: an option without a value.
    init(
        flag name: String, letter: Character? = nil, excludes exclusions: [String] = [], summary: String,
        details: String, store: @escaping @Sendable (_ options: inout GlobalOptions) -> Void
    ) {
        self.name = name
        self.letter = letter
        self.placeholder = nil
        self.choices = []
        self.completion = .nothing
        self.isRepeatable = false
        self.exclusions = exclusions
        self.summary = summary
        self.details = details
        self.store = { (_, options) throws(Diagnostic) in store(&options) }
    }
}

extension OptionSpec {
    /// Whether a value follows.
    var takesValue: Bool { placeholder != nil }

    /// The name as it is typed: `--root`.
    var flag: String { "--\(name)" }

    /// The way to write it: `--root DIR`, `-h, --help`.
    var usage: String {
        let long = placeholder.map { "\(flag) \($0)" } ?? flag
        return letter.map { "-\($0), \(long)" } ?? long
    }
}
