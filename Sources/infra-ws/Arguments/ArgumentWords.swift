import Workspace

/// The words of a command line, sorted into options and others; what they mean for a command is not yet known.
struct ArgumentWords {
    /// An option as it was given.
    struct GivenOption {
        /// Some declaration of that name: enough to know whether a value follows.
        let spec: OptionSpec
        /// The value; empty for a flag.
        let value: String
    }

    /// The options in the order in which they were given.
    private(set) var options: [GivenOption] = []
    /// The words that are neither options nor their values.
    private(set) var plain: [String] = []

    /// Sorts words.
    ///
    /// - Parameters:
    ///   - words: The words after the name of the program.
    ///   - known: The options of all commands.
    /// - Throws: The first mistake, unless `--help` or `--version` stands before it.
    init(_ words: [String], options known: [OptionSpec]) throws(Diagnostic) {
        var index = 0
        do throws(Diagnostic) {
            while index < words.count {
                let word = words[index]
                index += 1
                if word == "--" { break }
                guard word.hasPrefix("-"), word != "-" else {
                    plain.append(word)
                    continue
                }
                try take(word, next: index < words.count ? words[index] : nil, known: known, index: &index)
            }
        } catch {
            guard wants(.help) || wants(.version) else { throw error }
        }
        plain += words[index...]
    }

    /// Whether an option was given.
    func wants(_ option: OptionSpec) -> Bool {
        options.contains { $0.spec.name == option.name }
    }

    private mutating func take(
        _ word: String, next: String?, known: [OptionSpec], index: inout Int
    ) throws(Diagnostic) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let spec = known.first(where: { $0.flag == parts[0] || $0.letter.map { "-\($0)" } == parts[0] }) else {
            throw .unknownOption(parts[0], known: known)
        }
        let attached = parts.count == 2 ? parts[1] : nil
        guard spec.takesValue else {
            guard attached == nil else { throw .unexpectedValue(spec) }
            options.append(GivenOption(spec: spec, value: ""))
            return
        }
        // A value that looks like an option is most likely a forgotten value; `--name=--value` says that it is meant.
        guard let value = attached ?? next, !value.isEmpty, attached != nil || !value.hasPrefix("--") else {
            throw .missingValue(spec)
        }
        if attached == nil { index += 1 }
        options.append(GivenOption(spec: spec, value: value))
    }
}

extension Diagnostic {
    fileprivate static func unknownOption(_ written: String, known: [OptionSpec]) -> Diagnostic {
        let name = String(written.drop { $0 == "-" })
        let nearest = NearestNames.to(name, among: known.map(\.name)).first
        return .error(
            "usage/unknown-option", "there is no option `\(written)`",
            remedy: nearest.map { "use `--\($0)`" } ?? "`infra-ws --help` lists the options")
    }

    fileprivate static func unexpectedValue(_ option: OptionSpec) -> Diagnostic {
        .error("usage/unexpected-value", "`\(option.flag)` takes no value", remedy: "write `\(option.flag)` alone")
    }

    fileprivate static func missingValue(_ option: OptionSpec) -> Diagnostic {
        .error("usage/missing-value", "`\(option.flag)` needs a value", remedy: "write `\(option.usage)`")
    }
}
