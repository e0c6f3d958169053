package import Workspace

/// One `--filter` expression, taken apart.
///
/// The grammar is Turborepo's (turborepo.dev, "Using filters"):
///
///     expression := "!"? ("..." "^"?)? subject ("^"? "...")?
///     subject    := name? ("{" directory "}")? ("..."? "[" range "]")? | location
///     location   := "." | ".." | "./" path | "../" path
///     range      := ref | ref "..." ref
package struct FilterExpression: Sendable, Hashable {
    /// The expression as it was written.
    package let text: String
    /// Whether it takes packages away (`!`).
    package private(set) var isExclusion = false
    /// Whether what the chosen packages depend on comes with them (`...` at the end).
    package private(set) var includesDependencies = false
    /// Whether what depends on the chosen packages comes with them (`...` at the start).
    package private(set) var includesDependents = false
    /// Whether a chosen package is not among what it brings (`^`).
    package private(set) var excludesItself = false
    /// Whether a package counts as changed when something that it depends on is (`...` before the brackets).
    package private(set) var matchesChangedDependencies = false
    /// A name, with `*` for any text; absent where none was written.
    package private(set) var name: String?
    /// A folder relative to the working directory, or a glob of them; absent where none was written.
    package private(set) var directory: String?
    /// The commits of which the changes count; absent where none were written.
    package private(set) var range: FilterRange?

    /// Takes an expression apart.
    ///
    /// - Throws: `filter/empty`, `filter/empty-directory`, `filter/bad-range`, `filter/range-without-subject`.
    package init(_ text: String) throws(Diagnostic) {
        self.text = text
        var rest = text[...]
        if rest.hasPrefix("!") {
            isExclusion = true
            rest = rest.dropFirst()
        }
        if rest.hasSuffix("...") {
            includesDependencies = true
            rest = rest.dropLast(3)
            if rest.hasSuffix("^") {
                excludesItself = true
                rest = rest.dropLast()
            }
        }
        if rest.hasPrefix("...") {
            includesDependents = true
            rest = rest.dropFirst(3)
            if rest.hasPrefix("^") {
                excludesItself = true
                rest = rest.dropFirst()
            }
        }
        guard !rest.isEmpty else { throw .emptyFilter(text) }
        try readSubject(rest)
    }

    private mutating func readSubject(_ subject: Substring) throws(Diagnostic) {
        if try readParts(subject) { return }
        if Self.isLocation(subject) {
            directory = String(subject)
            // As Turborepo answers: an unbraced location keeps the dots and forgets the caret.
            excludesItself = false
        } else {
            name = String(subject)
        }
    }

    /// Reads `name{directory}...[range]`; false where the subject has another form.
    private mutating func readParts(_ subject: Substring) throws(Diagnostic) -> Bool {
        let end = subject.firstIndex { "{}[]".contains($0) } ?? subject.endIndex
        var head = subject[..<end]
        var rest = subject[end...]
        var braced: Substring?
        if rest.first == "{" {
            guard let close = rest.firstIndex(of: "}") else { return false }
            braced = rest[rest.index(after: rest.startIndex)..<close]
            rest = rest[rest.index(after: close)...]
        }
        var dots = false
        if braced == nil, rest.first == "[", head.hasSuffix("...") {
            dots = true
            head = head.dropLast(3)
        } else if braced != nil, rest.hasPrefix("...[") {
            dots = true
            rest = rest.dropFirst(3)
        }
        var bracketed: Substring?
        if rest.first == "[" {
            guard rest.last == "]", rest.dropFirst().firstIndex(of: "]") == rest.indices.last else { return false }
            bracketed = rest.dropFirst().dropLast()
            rest = ""
        }
        guard rest.isEmpty, !head.hasPrefix("."), !head.hasSuffix(".") else { return false }
        if let braced {
            guard !braced.isEmpty else { throw .emptyDirectory(text) }
            directory = String(braced)
        }
        if let bracketed {
            guard let range = FilterRange.parse(bracketed) else { throw .badRange(text) }
            guard !dots || !head.isEmpty || braced != nil else { throw .rangeWithoutSubject(text) }
            self.range = range
        }
        matchesChangedDependencies = dots
        if !head.isEmpty { name = String(head) }
        return name != nil || directory != nil || range != nil
    }

    private static func isLocation(_ text: Substring) -> Bool {
        text == "." || text == ".." || text.hasPrefix("./") || text.hasPrefix("../")
    }
}

extension Diagnostic {
    private static func filter(_ code: String, _ text: String, _ problem: String, remedy: String) -> Diagnostic {
        .error("filter/\(code)", "the filter `\(text)` \(problem)", remedy: remedy)
    }

    fileprivate static func emptyFilter(_ text: String) -> Diagnostic {
        filter("empty", text, "names no package", remedy: "give a name, a folder (`./apps/web`) or a ref (`[main]`)")
    }

    fileprivate static func emptyDirectory(_ text: String) -> Diagnostic {
        filter("empty-directory", text, "has nothing in its braces", remedy: "write a folder there, as in `{apps/*}`")
    }

    fileprivate static func badRange(_ text: String) -> Diagnostic {
        filter("bad-range", text, "has no ref in its brackets", remedy: "write `[main]` or `[v1.0...v1.1]`")
    }

    fileprivate static func rangeWithoutSubject(_ text: String) -> Diagnostic {
        filter(
            "range-without-subject", text, "has dots that belong to no name",
            remedy: "write `web...[main]` for one package, or `...[main]` for changes and their dependents")
    }
}
