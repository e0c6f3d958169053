/// A place in a file of the repository.
package struct FilePlace: Sendable, Hashable, Comparable {
    /// Path relative to the repository root, with `/` as separator.
    package var path: String
    /// 1-based line; absent where only the file is meant.
    package var line: Int?
    /// 1-based column, counted in UTF-8 bytes; absent where only the line is meant.
    package var column: Int?

    /// Makes a place from a path relative to the root and 1-based numbers.
    package init(_ path: String, line: Int? = nil, column: Int? = nil) {
        self.path = path
        self.line = line
        self.column = column
    }

    /// Orders by path, then line, then column, so that lists of places print the same on each run.
    package static func < (left: FilePlace, right: FilePlace) -> Bool {
        (left.path, left.line ?? 0, left.column ?? 0) < (right.path, right.line ?? 0, right.column ?? 0)
    }
}

extension FilePlace: CustomStringConvertible {
    /// `file`, `file:line` or `file:line:column`.
    package var description: String {
        var text = path
        if let line { text += ":\(line)" }
        if line != nil, let column { text += ":\(column)" }
        return text
    }
}

/// What went wrong, where, and what to do: the one error type of the program.
///
/// Thrown where the next step is impossible; collected, and carried beside the value, everywhere else.
package struct Diagnostic: Error, Sendable, Hashable {
    /// How much a diagnostic weighs.
    package enum Severity: String, Sendable, Hashable {
        /// Something was left out or looks wrong; the answer is still useful.
        case warning
        /// The thing that was asked for cannot be had.
        case error
    }

    /// How much it weighs.
    package var severity: Severity
    /// A stable slug such as `state-drift`; never reused for something else.
    package var code: String
    /// One sentence in lower case without a full stop: what was found, in backticks where it is literal.
    package var message: String
    /// Where it is, if it is in a file.
    package var place: FilePlace?
    /// What to do about it, as an order; absent only where the message already says it.
    package var remedy: String?

    /// Makes a diagnostic of any severity.
    package init(
        _ severity: Severity, _ code: String, _ message: String, at place: FilePlace? = nil, remedy: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }

    /// An error: what was asked for cannot be had.
    package static func error(
        _ code: String, _ message: String, at place: FilePlace? = nil, remedy: String? = nil
    ) -> Diagnostic {
        Diagnostic(.error, code, message, at: place, remedy: remedy)
    }

    /// A warning: something was left out, the answer is still useful.
    package static func warning(
        _ code: String, _ message: String, at place: FilePlace? = nil, remedy: String? = nil
    ) -> Diagnostic {
        Diagnostic(.warning, code, message, at: place, remedy: remedy)
    }

    /// The line printed on standard error, without colour: `error: file:line:column: what is wrong; what to do`.
    ///
    /// Raw text of the repository inside it is not yet made safe for a terminal; the printer does that.
    package var line: String {
        var text = "\(severity.rawValue): "
        if let place { text += "\(place): " }
        text += message
        if let remedy { text += "; \(remedy)" }
        return text
    }
}
