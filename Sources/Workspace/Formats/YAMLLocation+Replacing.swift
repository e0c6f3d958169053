/// Values that take the place of others.
extension YAMLLocation {
    /// The edits that put a value into the place of the node.
    func replace(with value: YAMLValue) throws(Diagnostic) -> [TextEdit] {
        guard !isInFlow else { return [replaceInline(layout.writer.flow(value))] }
        guard member != nil else { return try replaceRoot(with: value) }
        var text = layout.writer.value(value, inMappingAt: column)
        if swallowsWhatFollows(value, column) { text = YAMLWriter.Text(inline: layout.writer.flow(value)) }
        if isBlockCollection { return try replaceLines(with: text) }
        if text.lines.isEmpty { return [replaceInline(inline(value, text))] }
        return replaceWithLines(text)
    }

    /// Whether a value ends with a text of several lines that would take in what follows the node.
    private func swallowsWhatFollows(_ value: YAMLValue, _ column: Int) -> Bool {
        guard value.endsWithLines else { return false }
        let end = node.span.upperBound
        let keepsRestOfLine = isBlockCollection || member == nil
        return keepsRestOfLine && endOfBlanks(behind: end) != layout.text.lineEnd(of: end)
            || layout.endOfSwallowedLines(below: end, column: column) != nil
    }

    /// The end of the spaces and tabs behind an offset.
    private func endOfBlanks(behind offset: Int) -> Int {
        offset + document.bytes[offset...].prefix(while: YAMLParser.isWhite).count
    }

    private var isBlockCollection: Bool {
        switch node.value {
        case .mapping, .sequence: !layout.isFlow(node) && !layout.isAlias(node)
        default: false
        }
    }

    /// The text of a scalar: a string keeps the quotes of the one before.
    private func inline(_ value: YAMLValue, _ text: YAMLWriter.Text) -> String {
        guard case .string(let string) = value, !node.span.isEmpty else { return text.inline }
        switch document.bytes[node.span.lowerBound] {
        case UInt8(ascii: "\""): return YAMLText.doubleQuoted(string)
        case UInt8(ascii: "'") where string.unicodeScalars.allSatisfy(YAMLText.isPrintable):
            return YAMLText.singleQuoted(string)
        default: return text.inline
        }
    }

    private func replaceInline(_ text: String) -> TextEdit {
        guard node.span.isEmpty else { return TextEdit(range: node.span, replacement: text) }
        let offset = node.span.lowerBound
        // `{a, b}` has keys without a colon.
        let hasColon = offset > 0 && document.bytes[offset - 1] == UInt8(ascii: ":")
        return TextEdit(insert: isInFlow && !hasColon ? ": " + text : " " + text, at: offset)
    }

    /// A scalar or a collection in brackets gives way to lines below its key.
    private func replaceWithLines(_ text: YAMLWriter.Text) -> [TextEdit] {
        let header = text.inline.isEmpty ? "" : " " + text.inline
        var start = node.span.lowerBound
        while start > 0, isSpace(document.bytes[start - 1]), !node.span.isEmpty { start -= 1 }
        let edit = TextEdit(range: start..<node.span.upperBound, replacement: header)
        let lines = layout.insert(text.lines, below: node.span.upperBound, last: nil, column: Int.max)
        return start == node.span.upperBound && header.isEmpty ? [lines] : [edit, lines]
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        YAMLParser.isWhite(byte) || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    /// A block collection gives way to another value; comments above its first entry stay.
    private func replaceLines(with text: YAMLWriter.Text) throws(Diagnostic) -> [TextEdit] {
        guard layout.text.isFirstOnLine(node.span.lowerBound), let member else { throw layoutError() }
        let start = layout.text.lineStart(of: node.span.lowerBound)
        let joined = text.lines.joined(separator: layout.text.newline)
        let end = endOfBlanks(behind: node.span.upperBound)
        if text.inline.isEmpty { return [TextEdit(range: start..<end, replacement: joined)] }
        let keyEnd = endOfContent(onLineOf: member.keySpan.upperBound)
        let header = TextEdit(insert: " " + text.inline, at: keyEnd)
        guard text.lines.isEmpty else {
            return [header, TextEdit(range: start..<end, replacement: joined)]
        }
        return [header, TextEdit(range: start..<layout.text.nextLine(of: node.span.upperBound), replacement: [])]
    }

    /// The end of what stands on a line from an offset behind a key on, without a comment.
    private func endOfContent(onLineOf offset: Int) -> Int {
        var end = offset
        var cursor = offset
        let lineEnd = layout.text.lineEnd(of: offset)
        while cursor < lineEnd {
            let byte = document.bytes[cursor]
            if byte == UInt8(ascii: "#"), YAMLParser.isWhite(document.bytes[cursor - 1]) { break }
            cursor += 1
            if !YAMLParser.isWhite(byte) { end = cursor }
        }
        return end
    }

    private func replaceRoot(with value: YAMLValue) throws(Diagnostic) -> [TextEdit] {
        let writer = layout.writer
        var lines: [String]
        switch value {
        case .mapping(let members) where !members.isEmpty:
            lines = members.flatMap { writer.member($0.key, $0.value, column: 0) }
        case .sequence(let elements) where !elements.isEmpty:
            lines = elements.flatMap { writer.element($0, column: 0) }
        default: lines = [writer.flow(value)]
        }
        if !node.span.isEmpty, swallowsWhatFollows(value, 0) { lines = [writer.flow(value)] }
        guard node.span.isEmpty else {
            guard layout.text.isFirstOnLine(node.span.lowerBound) else { throw layoutError() }
            let start = layout.text.lineStart(of: node.span.lowerBound)
            let joined = lines.joined(separator: layout.text.newline)
            return [TextEdit(range: start..<endOfBlanks(behind: node.span.upperBound), replacement: joined)]
        }
        let end = endOfDocument
        let needsBreak = end > 0 && document.bytes[end - 1] != UInt8(ascii: "\n")
        let newline = layout.text.newline
        return [TextEdit(insert: (needsBreak ? newline : "") + lines.map { $0 + newline }.joined(), at: end)]
    }

    /// Where an empty document ends: before the next marker, or at the end of the file.
    private var endOfDocument: Int {
        var line = layout.text.nextLine(of: node.span.lowerBound)
        if node.span.lowerBound == 0 { line = 0 }
        while line < document.bytes.count {
            let rest = document.bytes[line...].prefix(3)
            if line > 0, rest.elementsEqual("---".utf8) || rest.elementsEqual("...".utf8) { return line }
            line = layout.text.nextLine(of: line)
        }
        return document.bytes.count
    }
}
