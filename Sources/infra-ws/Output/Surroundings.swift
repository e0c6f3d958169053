import Workspace

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What the program finds around it: the terminal and the variables that steer colour.
struct Surroundings: Sendable, Equatable {
    /// Whether `NO_COLOR` is set to something.
    var forbidsColor = false
    /// Whether `CLICOLOR_FORCE` is set to something but `0`.
    var forcesColor = false
    /// Whether `TERM` is `dumb` or missing.
    var isDumb = false
    /// Whether standard output is a terminal.
    var resultsAreTerminal = false
    /// Whether standard error is a terminal.
    var talkIsTerminal = false
    /// Lines of the terminal on standard error.
    var rows = 24

    /// What is there now.
    static func current() -> Surroundings {
        let force = variable("CLICOLOR_FORCE") ?? ""
        let terminal = variable("TERM") ?? ""
        return Surroundings(
            forbidsColor: !(variable("NO_COLOR") ?? "").isEmpty, forcesColor: !force.isEmpty && force != "0",
            isDumb: terminal.isEmpty || terminal == "dumb", resultsAreTerminal: Terminal.isTerminal(.output),
            talkIsTerminal: Terminal.isTerminal(.error), rows: Terminal.height(of: .error) ?? 24)
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
