// Adding `[table]` and `[[array.of.tables]]` blocks.

extension TOMLEditor {
    /// Adds a block with a header: behind its siblings or its parent, otherwise at the end of the file.
    ///
    /// - Parameters:
    ///   - path: Keys from the root down to the new table.
    ///   - isArrayElement: Whether to write `[[path]]`, one more table of an array.
    ///   - members: The lines of the block.
    ///   - document: What `TOMLParser` read.
    /// - Returns: The edits.
    /// - Throws: `edit/key-exists` if the table is there and is no array of tables, `edit/not-object` if something on the
    ///   way is no table that a header can add to, `edit/null` for a null.
    package static func addTable(
        _ path: [String], isArrayElement: Bool = false, members: [(key: String, value: JSONValue)],
        in document: Document
    ) throws(Diagnostic) -> [TextEdit] {
        let location = try TOMLLocation(path, in: document)
        try requireFree(location, isArrayElement: isArrayElement, in: document)
        let style = BlockStyle(for: location, in: document)
        var lines = [style.header + (isArrayElement ? "[[\(TOMLText.key(path))]]" : "[\(TOMLText.key(path))]")]
        for member in members {
            lines.append(style.pair + (try TOMLText.encode(member.value, forKeys: [member.key])))
        }
        return [insertion(of: lines, behind: location, in: document)]
    }

    /// Throws where a header cannot define the table.
    private static func requireFree(
        _ location: TOMLLocation, isArrayElement: Bool, in document: Document
    ) throws(Diagnostic) {
        let place = document.place(of: location.node)
        if location.sectionForm == .inline { throw .notObject(location.found, at: place) }
        guard location.missing.isEmpty else { return }
        if location.form == .implied, !isArrayElement { return }
        if isArrayElement, location.node.isArrayOfTables(in: document) { return }
        throw .keyExists(location.found.last ?? "", at: place)
    }

    /// Adds a block of lines, an empty line above it, behind everything that must or should come before it.
    private static func insertion(
        of lines: [String], behind location: TOMLLocation, in document: Document
    ) -> TextEdit {
        let layout = TextLayout(bytes: document.bytes)
        let block = lines.joined(separator: layout.newline)
        let end = location.found.isEmpty ? document.bytes.count : end(of: location, in: document)
        var offset = end < document.bytes.count ? layout.nextLine(of: end) : end
        offset = layout.endOfComments(from: offset)
        guard layout.isBlank(offset..<document.bytes.count) else {
            let gap = layout.isEmptyLine(at: offset) ? "" : layout.newline
            return TextEdit(insert: layout.newline + block + layout.newline + gap, at: offset)
        }
        let before = document.bytes
        let start = layout.lineStart(of: 0)
        if layout.isBlank(start..<before.count) { return TextEdit(insert: block + layout.newline, at: before.count) }
        var gap = before.last == UInt8(ascii: "\n") ? "" : layout.newline
        if !layout.endsWithEmptyLine { gap += layout.newline }
        return TextEdit(insert: gap + block + layout.newline, at: before.count)
    }

    /// The end of what is below the node, and of the section that it is written in.
    private static func end(of location: TOMLLocation, in document: Document) -> Int {
        let pairs = location.section.members.filter { $0.isPair(in: document) }
        let section = pairs.map(\.value.span.upperBound).max() ?? 0
        return max(location.node.subtreeEnd, section)
    }
}

/// How the header and the pairs of a new block are indented.
private struct BlockStyle {
    var header = ""
    var pair = ""

    /// Like the last table of the same array; otherwise the pairs like those of the parent, the header at the margin.
    init(for location: TOMLLocation, in document: Document) {
        let layout = TextLayout(bytes: document.bytes)
        let indentation: (DocumentNode) -> String? = { table in
            table.members.first { $0.isPair(in: document) }.map { layout.indentation(ofLineAt: $0.keySpan.lowerBound) }
        }
        if location.node.isArrayOfTables(in: document), let sibling = location.node.elements.last {
            header = layout.indentation(ofLineAt: sibling.span.lowerBound)
            pair = indentation(sibling) ?? header
        } else if location.section.span.lowerBound > 0 {
            pair = indentation(location.section) ?? ""
        }
    }
}

extension TextLayout {
    /// Whether a range holds nothing but white space.
    fileprivate func isBlank(_ range: Range<Int>) -> Bool {
        bytes[range].allSatisfy { byte in
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
            default: false
            }
        }
    }

    /// Whether the line that starts at `offset` is empty.
    fileprivate func isEmptyLine(at offset: Int) -> Bool {
        isBlank(offset..<lineEnd(ofLineFrom: offset))
    }

    /// Whether the last line, which a line break ends, is empty.
    fileprivate var endsWithEmptyLine: Bool {
        guard bytes.last == UInt8(ascii: "\n") else { return false }
        return isEmptyLine(at: lineStart(of: bytes.count - 1))
    }

    /// Steps over lines of comment that belong to what is above `offset`: an empty line or the end follows them.
    fileprivate func endOfComments(from offset: Int) -> Int {
        var position = offset
        while position < bytes.count {
            let content = bytes[position...].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
            guard content == UInt8(ascii: "#") else { return isEmptyLine(at: position) ? position : offset }
            position = nextLine(of: position)
        }
        return position
    }
}
