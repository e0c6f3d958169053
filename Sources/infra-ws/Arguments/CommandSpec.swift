/// One command, declared once: its name, what it takes, and what help says about it.
struct CommandSpec: Sendable {
    /// What is typed after `infra-ws`.
    let name: String
    /// Half a sentence for lists, in lower case without a full stop.
    let summary: String
    /// Sentences for the help of the command and for the documentation.
    let details: String
    /// What follows the command; absent if nothing may.
    let argument: ArgumentSpec?
    /// The forms in which it can print its results, the default first; empty if there is only one.
    let formats: [OutputFormat]
    /// Its options besides those that every command has.
    let options: [OptionSpec]

    /// Declares a command.
    init(
        _ name: String, summary: String, details: String, argument: ArgumentSpec? = nil, formats: [OutputFormat] = [],
        options: [OptionSpec]
    ) {
        self.name = name
        self.summary = summary
        self.details = details
        self.argument = argument
        self.formats = formats
        self.options = options
    }
}

/// The arguments of a command that are not options.
struct ArgumentSpec: Sendable {
    /// What stands for it in help, in capitals.
    let placeholder: String
    /// The only values that it takes; empty if there are others.
    let choices: [String]
    /// Whether several may follow one another.
    let isRepeatable: Bool

    /// Declares an argument that has to be given.
    init(_ placeholder: String, choices: [String] = [], isRepeatable: Bool = false) {
        self.placeholder = placeholder
        self.choices = choices
        self.isRepeatable = isRepeatable
    }

    /// The way to write it: `PACKAGE`, `bash|zsh|fish`, `FILE...`.
    var usage: String {
        let one = choices.isEmpty ? placeholder : choices.joined(separator: "|")
        return isRepeatable ? one + "..." : one
    }
}

extension CommandSpec {
    /// The command that is meant when none is named.
    static let defaultName = "run"

    /// Every option that it takes, in the order of help.
    var allOptions: [OptionSpec] {
        options + (formats.isEmpty ? [] : [.format(formats)]) + OptionSpec.everywhere
    }

    /// The way to write it without options: `infra-ws explain PACKAGE`.
    var shortUsage: String {
        "infra-ws \(name)" + (argument.map { " \($0.usage)" } ?? "")
    }

    /// The way to write it: `infra-ws explain PACKAGE [OPTIONS]`.
    var usage: String { "\(shortUsage) [OPTIONS]" }
}
