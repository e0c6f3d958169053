/// One change of a file: the bytes of `range` give way to `replacement`.
package struct TextEdit: Sendable, Hashable {
    /// 0-based, half-open bytes of the file before any edit; empty for an insertion.
    package var range: Range<Int>
    /// The bytes that take their place; empty for a removal.
    package var replacement: [UInt8]

    /// Makes an edit from a byte range and the bytes that replace it.
    package init(range: Range<Int>, replacement: [UInt8]) {
        self.range = range
        self.replacement = replacement
    }

    /// Makes an edit from a byte range and the text that replaces it.
    package init(range: Range<Int>, replacement: String) {
        self.init(range: range, replacement: Array(replacement.utf8))
    }

    /// Makes an edit that inserts a text before the byte at `offset`.
    package init(insert text: String, at offset: Int) {
        self.init(range: offset..<offset, replacement: Array(text.utf8))
    }
}

extension TextEdit {
    /// Applies edits that were all made for the same bytes.
    ///
    /// The order of the edits does not matter, except that insertions at one offset keep the order they were given in.
    /// Edits that only touch do not overlap; an insertion inside a replaced range does.
    ///
    /// - Returns: The bytes after every edit.
    /// - Throws: `edit/overlap` if two edits claim the same bytes, `edit/range` if one lies outside the bytes.
    package static func apply(_ edits: [TextEdit], to bytes: [UInt8]) throws(Diagnostic) -> [UInt8] {
        let ordered = edits.enumerated().sorted { left, right in
            (left.element.range.lowerBound, left.element.range.upperBound, left.offset)
                < (right.element.range.lowerBound, right.element.range.upperBound, right.offset)
        }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + edits.reduce(0) { $0 + $1.replacement.count })
        var copied = 0
        for (_, edit) in ordered {
            guard edit.range.lowerBound >= 0, edit.range.upperBound <= bytes.count else {
                throw .editOutside(edit.range, of: bytes.count)
            }
            guard edit.range.lowerBound >= copied else { throw .editOverlap(at: edit.range.lowerBound) }
            result += bytes[copied..<edit.range.lowerBound]
            result += edit.replacement
            copied = edit.range.upperBound
        }
        result += bytes[copied...]
        return result
    }
}

extension Diagnostic {
    fileprivate static func editOverlap(at offset: Int) -> Diagnostic {
        .error(
            "edit/overlap", "two edits change the same bytes, from byte \(offset) on", remedy: "make one of them only")
    }

    fileprivate static func editOutside(_ range: Range<Int>, of count: Int) -> Diagnostic {
        .error(
            "edit/range", "an edit of the bytes \(range) lies outside the \(count) bytes of the file",
            remedy: "make the edits for the bytes that they are applied to")
    }
}
