import Bundles
import Workspace

/// The options that several commands share, in the order in which help lists them. A table, and long for that reason.
extension OptionSpec {
    /// The options of every command.
    static let everywhere: [OptionSpec] = [.output, .color, .help, .version]

    /// `--root DIR`
    static let root = OptionSpec(
        "root", value: "DIR", completion: .folders, summary: "the repository to work on",
        details: """
            The repository to work on. Default: the nearest folder upwards that has `.spec_system`, else the top level \
            of git, else the working directory.
            """
    ) { (value, options) throws(Diagnostic) in
        options.root = value
    }

    /// `--filter EXPR`
    static let filter = OptionSpec(
        "filter", value: "EXPR", isRepeatable: true, summary: "only these packages and their components",
        details: """
            Limits selection, changes, checks, rows and exit status to the packages that match, and to their \
            components. May be given several times: filters add up, and one that begins with `!` takes away. \
            Examples: `web`, `@acme/*`, `./apps/*`, `web...`, `...web`, `[origin/main]`, `!docs`.
            """
    ) { (value, options) throws(Diagnostic) in
        options.filters.append(value)
    }

    /// `--bundle NAME`
    static let bundle = OptionSpec(
        "bundle", value: "NAME", choices: BundleName.allCases.map(\.rawValue),
        summary: "work on this bundle, whatever the order",
        details: """
            Works on this bundle, whatever the order: health, security, backup or deploy. One that is configured \
            already changes nothing. `validate` asks this bundle alone.
            """
    ) { (value, options) throws(Diagnostic) in
        options.bundle = BundleName(rawValue: value)
    }

    /// `--dry-run`
    static let dryRun = OptionSpec(
        flag: "dry-run", summary: "show what would be done; write, install and start nothing",
        details: """
            Shows what would be done. Nothing is written, installed or fetched, and nothing but git is started.
            """
    ) { $0.isDryRun = true }

    /// `--skip-install`
    static let skipInstall = OptionSpec(
        flag: "skip-install", summary: "create and edit no configuration, script or source file",
        details: """
            Creates and edits no configuration, script or source file and fixes nothing: detects, compares, validates \
            what is there, records and reports.
            """
    ) { $0.skipsInstall = true }

    /// `--url PACKAGE=URL`
    static let url = OptionSpec(
        "url", value: "PACKAGE=URL", isRepeatable: true, summary: "validate this address rather than a local start",
        details: """
            Validates the package at this address rather than at one that is started here. May be given for several \
            packages. Example: `--url web=https://www.example.com`.
            """
    ) { (value, options) throws(Diagnostic) in
        options.addresses.append(try OptionValue.address(value, others: options.addresses))
    }

    /// `--live`
    static let live = OptionSpec(
        flag: "live", summary: "also trigger real deployments and dump real databases",
        details: """
            Also triggers real deployments and dumps real databases, each once. Without it neither ever happens. A \
            backup needs the database's address and the storage's variables in the environment; what is not set is \
            named, with what would be done.
            """
    ) { $0.isLive = true }

    /// `--strict`
    static let strict = OptionSpec(
        flag: "strict", summary: "exit with 1 if a check could not run",
        details: "Exits with 1 if a check could not run, for example for want of a credential."
    ) { $0.isStrict = true }

    /// `--concurrency N`
    static let concurrency = OptionSpec(
        "concurrency", value: "N", summary: "work on at most so many units at a time",
        details: "Works on at most so many units at a time, 1 or more. Default: as many as the machine allows."
    ) { (value, options) throws(Diagnostic) in
        options.concurrency = try OptionValue.wholeNumber(value, of: "--concurrency", in: 1...Int.max)
    }

    /// `--timeout SECONDS`
    static let timeout = OptionSpec(
        "timeout", value: "SECONDS", summary: "stop after this time",
        details: "Stops the command after this time, 1 to 86400 seconds, as an interruption would."
    ) { (value, options) throws(Diagnostic) in
        options.timeout = .seconds(try OptionValue.wholeNumber(value, of: "--timeout", in: 1...86_400))
    }

    /// `--verbose`
    static let verbose = OptionSpec(
        flag: "verbose", summary: "show the full output of commands",
        details: "Shows the full output of the commands that are run, on standard error."
    ) { $0.isVerbose = true }

    /// `--force`
    static let force = OptionSpec(
        flag: "force", summary: "put back the rest although a file was edited since",
        details: "Puts back every file that was not edited since, and leaves those that were."
    ) { $0.isForced = true }

    /// `--format FORMAT` with the formats that one command knows.
    static func format(_ formats: [OutputFormat]) -> OptionSpec {
        let names = formats.map(\.rawValue)
        return OptionSpec(
            "format", value: names.joined(separator: "|"), choices: names, summary: "the form of the results",
            details: "The form in which results are printed. Default: \(names.first ?? "")."
        ) { (value, options) throws(Diagnostic) in
            options.format = OutputFormat(rawValue: value) ?? options.format
        }
    }

    /// `--output FILE`
    static let output = OptionSpec(
        "output", value: "FILE", completion: .files, summary: "write the results to this file",
        details: """
            Writes the results to this file rather than to standard output, all of it at the end or nothing. A link \
            is not followed. `-` is standard output.
            """
    ) { (value, options) throws(Diagnostic) in
        options.output = value == "-" ? nil : value
    }

    /// `--color WHEN`
    static let color = OptionSpec(
        "color", value: "auto|always|never", choices: ColorChoice.allCases.map(\.rawValue),
        summary: "when to use colour",
        details: """
            When to use colour. Default: auto, which is on a terminal unless `NO_COLOR` is set or `TERM` is `dumb`, \
            and anywhere if `CLICOLOR_FORCE` is set.
            """
    ) { (value, options) throws(Diagnostic) in
        options.color = ColorChoice(rawValue: value) ?? .auto
    }

    /// `--help`
    static let help = OptionSpec(
        flag: "help", letter: "h", summary: "print help, after a command the help of that command",
        details: "Prints this help."
    ) { _ in }

    /// `--version`
    static let version = OptionSpec(
        flag: "version", summary: "print the version", details: "Prints the version of infra-ws."
    ) { _ in }
}
