/// Changes as a unified diff that `git apply` takes.
///
/// The form is the one of https://git-scm.com/docs/diff-format: a `diff --git` line, the mode of a new or removed
/// file, `---` and `+++`, and hunks with three lines of context.
package enum UnifiedDiff {
    /// Unchanged lines shown before and after a change.
    private static let context = 3

    /// All changes of a set, sorted by path.
    package static func render(_ changes: ChangeSet) -> String {
        changes.changes.map(render).joined()
    }

    /// One change; bytes that are no UTF-8 are shown as U+FFFD, every other byte as it is.
    package static func render(_ change: FileChange) -> String {
        let old = quoted("a/" + change.path)
        let new = quoted("b/" + change.path)
        var text = "diff --git \(old) \(new)\n"
        switch change.kind {
        case .create(let bytes, let mode):
            text += "new file mode \(mode & 0o111 == 0 ? "100644" : "100755")\n"
            text += body(from: [], to: bytes, names: ("/dev/null", withTab(new)))
        case .edit(let original, let bytes):
            text += body(from: original, to: bytes, names: (withTab(old), withTab(new)))
        case .remove(let original):
            text += "deleted file mode 100644\n"
            text += body(from: original, to: [], names: (withTab(old), "/dev/null"))
        }
        return text
    }

    private static func body(from old: [UInt8], to new: [UInt8], names: (old: String, new: String)) -> String {
        let difference = LineDifference(from: old, to: new)
        guard !difference.changes.isEmpty else { return "" }
        return "--- \(names.old)\n+++ \(names.new)\n" + hunks(difference).map { text($0, difference) }.joined()
    }

    /// The changes in groups whose context touches.
    private static func hunks(_ difference: LineDifference) -> [ArraySlice<LineDifference.Change>] {
        let changes = difference.changes
        var hunks: [ArraySlice<LineDifference.Change>] = []
        var start = 0
        for index in changes.indices {
            let isLast = index + 1 == changes.count
            if isLast || changes[index + 1].old.lowerBound - changes[index].old.upperBound > 2 * context {
                hunks.append(changes[start...index])
                start = index + 1
            }
        }
        return hunks
    }

    private static func text(_ hunk: ArraySlice<LineDifference.Change>, _ difference: LineDifference) -> String {
        guard let first = hunk.first, let last = hunk.last else { return "" }
        let before = min(context, first.old.lowerBound)
        let after = min(context, difference.oldLines.count - last.old.upperBound)
        let old = (first.old.lowerBound - before)..<(last.old.upperBound + after)
        let new = (first.new.lowerBound - before)..<(last.new.upperBound + after)
        var text = "@@ -\(range(old)) +\(range(new)) @@\n"
        var position = old.lowerBound
        for change in hunk {
            text += lines(difference.oldLines[position..<change.old.lowerBound], " ")
            text += lines(difference.oldLines[change.old], "-")
            text += lines(difference.newLines[change.new], "+")
            position = change.old.upperBound
        }
        return text + lines(difference.oldLines[position..<old.upperBound], " ")
    }

    /// `start,count` with a 1-based start; of nothing, the line before it.
    private static func range(_ lines: Range<Int>) -> String {
        if lines.count == 1 { return "\(lines.lowerBound + 1)" }
        return "\(lines.isEmpty ? lines.lowerBound : lines.lowerBound + 1),\(lines.count)"
    }

    private static func lines(_ lines: ArraySlice<ArraySlice<UInt8>>, _ mark: String) -> String {
        lines.map { line in
            let text = mark + String(decoding: line, as: UTF8.self)
            return line.last == UInt8(ascii: "\n") ? text : text + "\n\\ No newline at end of file\n"
        }.joined()
    }

    /// A name with a blank is ended by a tab, as git does, so that it is not taken for a name and a date.
    private static func withTab(_ name: String) -> String {
        name.first != "\"" && name.contains(" ") ? name + "\t" : name
    }

    /// A name as git quotes it: in C style where it has control characters, quotes or backslashes.
    private static func quoted(_ name: String) -> String {
        let needsQuotes = name.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0x22 || $0 == 0x5C }
        guard needsQuotes else { return name }
        var text = "\""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case "\u{0}"..<" ", "\u{7F}":
                let octal = String(scalar.value, radix: 8)
                text += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
