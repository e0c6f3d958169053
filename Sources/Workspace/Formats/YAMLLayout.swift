/// How a YAML file is laid out, so that new lines look like their neighbours.
struct YAMLLayout {
    /// The file.
    let document: Document
    /// Its lines.
    let text: TextLayout

    init(_ document: Document) {
        self.document = document
        text = TextLayout(bytes: document.bytes)
    }

    /// The column (0-based, in bytes) of an offset.
    func column(of offset: Int) -> Int { offset - text.lineStart(of: offset) }

    /// Whether a node stands for another one by an alias, so that its content is elsewhere.
    func isAlias(_ node: DocumentNode) -> Bool { byte(node.span) == UInt8(ascii: "*") }

    /// Whether a node is a mapping or a sequence in brackets.
    func isFlow(_ node: DocumentNode) -> Bool {
        switch node.value {
        case .mapping(let members):
            byte(node.span) == UInt8(ascii: "{") && members.first?.keySpan.lowerBound != node.span.lowerBound
        case .sequence(let elements):
            byte(node.span) == UInt8(ascii: "[") && elements.first?.span.lowerBound != node.span.lowerBound
        default: false
        }
    }

    /// Whether a key is a text over several lines.
    func goesOn(_ key: Range<Int>) -> Bool {
        let first = byte(key)
        return first == UInt8(ascii: "|") || first == UInt8(ascii: ">")
            || document.bytes[key].contains(UInt8(ascii: "\n"))
    }

    private func byte(_ span: Range<Int>) -> UInt8? { span.isEmpty ? nil : document.bytes[span.lowerBound] }

    /// The column of the members of a block mapping; absent where no line shows it.
    func column(ofMapping node: DocumentNode) -> Int? {
        if let clear = node.members.first(where: { text.isFirstOnLine($0.keySpan.lowerBound) && hasColon($0) }) {
            return column(of: clear.keySpan.lowerBound)
        }
        guard let member = node.members.first else { return nil }
        let first = member.keySpan.lowerBound
        // Behind `- ` or `? ` on its line; anything else there may be an anchor or a tag.
        let prefix = document.bytes[text.lineStart(of: first)..<first]
        guard prefix.allSatisfy({ " -?".utf8.contains($0) }) else { return nil }
        if let mark = prefix.lastIndex(of: UInt8(ascii: "?")) { return column(of: mark) }
        return hasColon(member) ? column(of: first) : nil
    }

    /// Whether a colon stands behind a key on its line; behind `?` a key may stand on a line of its own.
    private func hasColon(_ member: DocumentMember) -> Bool {
        let rest = document.bytes[member.keySpan.upperBound...]
        return rest.first { !YAMLParser.isWhite($0) } == UInt8(ascii: ":")
    }

    /// A writer with the indentation that the file shows first, or that of most files: two spaces.
    var writer: YAMLWriter {
        var writer = YAMLWriter()
        let unit = offset(in: document.root) { if case .mapping = $0.value { true } else { false } }
        if let unit, unit > 0 { (writer.unit, writer.sequenceOffset) = (unit, unit) }
        let sequence = offset(in: document.root) { if case .sequence = $0.value { true } else { false } }
        if let sequence { writer.sequenceOffset = sequence }
        return writer
    }

    /// By how much the first block collection of a kind is indented in the mapping around it.
    private func offset(in node: DocumentNode, _ isOfKind: (DocumentNode) -> Bool) -> Int? {
        if isAlias(node) || isFlow(node) { return nil }
        for member in node.members {
            let value = member.value
            guard !isAlias(value), !isFlow(value) else { continue }
            if isOfKind(value), !value.span.isEmpty, text.isFirstOnLine(value.span.lowerBound),
                let outer = column(ofMapping: node), column(of: value.span.lowerBound) >= outer
            {
                return column(of: value.span.lowerBound) - outer
            }
            if let offset = offset(in: value, isOfKind) { return offset }
        }
        for element in node.elements {
            if let offset = offset(in: element, isOfKind) { return offset }
        }
        return nil
    }
}

// MARK: - Lines

extension YAMLLayout {
    /// The edit that puts lines below an entry of a block collection, and below the comments that belong to it.
    ///
    /// - Parameters:
    ///   - lines: The lines, indented, without breaks.
    ///   - entry: The end of the entry.
    ///   - last: The value of the entry, whose last lines may be empty.
    ///   - column: The column of the collection: comments that are indented less belong to something else.
    ///   - isSeparated: Whether an empty line goes before them.
    /// - Returns: The edit.
    func insert(
        _ lines: [String], below entry: Int, last: DocumentNode?, column: Int, isSeparated: Bool = false
    ) -> TextEdit {
        var anchor = text.lineEnd(of: entry)
        let isOpen = last.map(keepsEmptyLines) ?? false
        if isOpen { anchor = endOfLines(below: anchor) { $0.isEmpty } }
        anchor = endOfLines(below: anchor) { line in
            let spaces = line.prefix { $0 == UInt8(ascii: " ") }.count
            return spaces >= column && line.dropFirst(spaces).first == UInt8(ascii: "#")
        }
        if let end = endOfSwallowedLines(below: anchor, column: column) { anchor = end }
        // An empty line would be one more of the text above.
        let all = (isSeparated && !isOpen ? [""] : []) + lines
        let next = text.nextLine(of: anchor)
        if next > anchor { return TextEdit(insert: all.map { $0 + text.newline }.joined(), at: next) }
        return TextEdit(insert: all.map { text.newline + $0 }.joined(), at: anchor)
    }

    /// The end of the last line below the line of an offset that would become part of a text with which new lines end:
    /// white space alone, or a comment that is indented deeper than a column. Nil where there is none.
    func endOfSwallowedLines(below offset: Int, column: Int) -> Int? {
        var end = text.lineEnd(of: offset)
        var swallowed: Int?
        while true {
            let start = text.nextLine(of: end)
            guard start > end, start < document.bytes.count else { return swallowed }
            end = text.lineEnd(of: start)
            let line = document.bytes[start..<end]
            let indentation = line.prefix(while: YAMLParser.isWhite)
            let first = line.dropFirst(indentation.count).first
            guard first == nil || first == UInt8(ascii: "#") else { return swallowed }
            // A comment right below a text is indented by spaces alone (yaml.org/spec/1.2.2, "Block Chomping Indicator").
            let isClear = first != nil && indentation.count <= column && !indentation.contains(UInt8(ascii: "\t"))
            if !indentation.isEmpty, !isClear { swallowed = end }
        }
    }

    /// The end of the last of the lines below the line that ends at an offset that fulfil a condition, one after the
    /// other; the offset where there are none. Lines are compared without trailing white space.
    private func endOfLines(below offset: Int, _ belongs: (ArraySlice<UInt8>) -> Bool) -> Int {
        var end = offset
        while true {
            let start = text.nextLine(of: end)
            guard start > end, start < document.bytes.count else { return end }
            let next = text.lineEnd(of: start)
            var line = document.bytes[start..<next]
            while let last = line.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { line.removeLast() }
            guard belongs(line) else { return end }
            end = next
        }
    }

    /// Whether a node ends with a block scalar to which the empty lines below belong: one with a `+`.
    func keepsEmptyLines(_ node: DocumentNode) -> Bool {
        if isAlias(node) { return false }
        switch node.value {
        case .mapping(let members): return members.last.map { keepsEmptyLines($0.value) } ?? false
        case .sequence(let elements): return elements.last.map { keepsEmptyLines($0) } ?? false
        default:
            guard let first = byte(node.span), first == UInt8(ascii: "|") || first == UInt8(ascii: ">") else {
                return false
            }
            return document.bytes[node.span.lowerBound...].prefix { $0 != UInt8(ascii: "\n") }.prefix(3).contains(
                UInt8(ascii: "+"))
        }
    }

    /// Whether the last two entries of a block collection have an empty line between them.
    func hasEmptyLine(between first: Int, and second: Int) -> Bool {
        let end = text.lineEnd(of: first)
        guard second > end else { return false }
        let lines = document.bytes[end..<second].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.dropFirst().dropLast().contains { line in
            line.allSatisfy { YAMLParser.isWhite($0) || $0 == UInt8(ascii: "\r") }
        }
    }
}
