/// Adds an element to the end of a bracketed, comma-separated list of a file, written like the elements before it.
struct ListInsertion {
    /// How a new element is to be written.
    enum ElementLayout {
        /// On the line of its neighbours.
        case inline
        /// On a line of its own, indented by these spaces.
        case ownLine(String)
    }

    /// The lines of the file.
    let layout: TextLayout
    /// The bytes of the list, brackets included.
    let span: Range<Int>
    /// The bytes of the elements: of a member, from its key to the end of its value.
    let elements: [Range<Int>]
    /// The offset behind a comment that starts at an offset; absent where none does.
    let commentEnd: (_ start: Int) -> Int?
    /// The indentation of one level.
    var unit = "  "
    /// Whether an empty list gets a line for its first element.
    var expandsEmpty = true
    /// The space inside the brackets of a list that stays on one line.
    var padding = ""
    /// What separates elements on one line, where the list does not show it.
    var separator = ", "

    private var close: Int { span.upperBound - 1 }

    /// The edits that add the element that `text` writes.
    func edits(_ text: (ElementLayout) -> String) -> [TextEdit] {
        guard let last = elements.last else { return editsOfEmpty(text) }
        let comma = comma(after: last.upperBound)
        guard layout.isFirstOnLine(last.lowerBound) else {
            guard let comma else {
                return [TextEdit(insert: inlineSeparator + text(.inline), at: last.upperBound)]
            }
            return [TextEdit(insert: " " + text(.inline) + ",", at: comma + 1)]
        }
        let indentation = layout.indentation(ofLineAt: last.lowerBound)
        let line = layout.newline + indentation + text(.ownLine(indentation))
        if let comma { return [TextEdit(insert: line + ",", at: endOfComments(onLineOf: comma + 1))] }
        let anchor = endOfComments(onLineOf: last.upperBound)
        if anchor == last.upperBound { return [TextEdit(insert: "," + line, at: anchor)] }
        return [TextEdit(insert: ",", at: last.upperBound), TextEdit(insert: line, at: anchor)]
    }

    private func editsOfEmpty(_ text: (ElementLayout) -> String) -> [TextEdit] {
        let interior = span.lowerBound + 1..<close
        let outer = layout.indentation(ofLineAt: span.lowerBound)
        let inner = outer + unit
        let end = endOfComments(in: interior)
        if end == interior.lowerBound {
            guard expandsEmpty || layout.hasLineBreak(in: interior) else {
                return [TextEdit(range: interior, replacement: padding + text(.inline) + padding)]
            }
            let lines = layout.newline + inner + text(.ownLine(inner)) + layout.newline + outer
            return [TextEdit(range: interior, replacement: lines)]
        }
        let line = layout.newline + inner + text(.ownLine(inner))
        let closes = layout.hasLineBreak(in: end..<close)
        return [TextEdit(insert: closes ? line : line + layout.newline + outer, at: end)]
    }

    /// The separator that the last two elements have, if it is plain.
    private var inlineSeparator: String {
        guard let last = elements.last, let previous = elements.dropLast().last,
            // Dotted keys of one inline table may have others between them, so that spans overlap.
            previous.upperBound <= last.lowerBound
        else { return separator }
        let between = layout.bytes[previous.upperBound..<last.lowerBound]
        guard between.allSatisfy({ $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") }) else { return separator }
        return String(decoding: between, as: UTF8.self)
    }

    /// The offset of the comma behind an element, comments passed over; absent where the list ends without one.
    private func comma(after offset: Int) -> Int? {
        var position = offset
        while position < close {
            switch layout.bytes[position] {
            case UInt8(ascii: ","): return position
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): position += 1
            default:
                guard let end = commentEnd(position) else { return nil }
                position = end
            }
        }
        return nil
    }

    /// The offset behind the last comment that starts on the line of `offset`; `offset` where none does.
    private func endOfComments(onLineOf offset: Int) -> Int {
        var anchor = offset
        var position = offset
        while position < close {
            if layout.bytes[position] == UInt8(ascii: " ") || layout.bytes[position] == UInt8(ascii: "\t") {
                position += 1
            } else if let end = commentEnd(position) {
                (anchor, position) = (end, end)
            } else {
                break
            }
        }
        return anchor
    }

    /// The offset behind the last comment in a range without elements; its start where there is none.
    private func endOfComments(in range: Range<Int>) -> Int {
        var anchor = range.lowerBound
        var position = range.lowerBound
        while position < range.upperBound {
            if let end = commentEnd(position) {
                (anchor, position) = (end, end)
            } else {
                position += 1
            }
        }
        return anchor
    }
}
