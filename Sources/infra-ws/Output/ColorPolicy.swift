/// Decides where colour is used.
enum ColorPolicy {
    /// Whether to colour what goes to one place.
    ///
    /// `--color always` and `never` win; then `NO_COLOR` (no-color.org: present and not empty), then `CLICOLOR_FORCE`
    /// (bixense.com/clicolors: set and not `0`), then `TERM=dumb`, then whether the place is a terminal.
    static func isColored(_ choice: ColorChoice, surroundings: Surroundings, isTerminal: Bool) -> Bool {
        switch choice {
        case .always: return true
        case .never: return false
        case .auto: break
        }
        if surroundings.forbidsColor { return false }
        if surroundings.forcesColor { return true }
        return isTerminal && !surroundings.isDumb
    }
}
