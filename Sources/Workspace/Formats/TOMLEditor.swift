/// Edits of TOML files that leave everything else byte for byte as it is.
///
/// All functions are pure: they look at a parsed document and give byte ranges of it. A path of keys that comes to an
/// array of tables goes on in its last table.
package enum TOMLEditor {
    /// Gives a key another value, or adds the key to its table; the table is added where it is missing.
    ///
    /// - Parameters:
    ///   - value: The new value; objects are written as inline tables.
    ///   - path: Keys from the root down; not empty.
    ///   - document: What `TOMLParser` read.
    /// - Returns: The edits; none where the value already means the same.
    /// - Throws: `edit/not-object` if something on the way is no table, `edit/is-table` if a table of several lines has
    ///   the key, `edit/null` for a null.
    package static func set(
        _ value: JSONValue, at path: [String], in document: Document
    ) throws(Diagnostic) -> [TextEdit] {
        let location = try TOMLLocation(path, in: document)
        let node = location.node
        if location.missing.isEmpty {
            if node.means(value) { return [] }
            guard location.form == nil || location.form == .inline, !node.isArrayOfTables(in: document) else {
                throw .isTable(path, at: document.place(of: node))
            }
            return [TextEdit(range: node.span, replacement: try TOMLText.encode(value))]
        }
        switch location.form {
        case _ where location.sectionForm == .inline:
            return try insert(value, intoInlineTable: location, in: document)
        case .dotted: return try insert(value, intoSectionOf: location, in: document)
        case .root where location.missing.count == 1, .header where location.missing.count == 1:
            return try insert(value, intoSectionOf: location, in: document)
        default:
            guard let key = path.last else { return [] }
            return try addTable(path.dropLast(), members: [(key: key, value: value)], in: document)
        }
    }

    /// Adds an element at the end of a list: of one in brackets, or, for an object, of an array of tables.
    ///
    /// - Parameters:
    ///   - value: The element.
    ///   - path: Keys from the root down to the list, which is created where it is missing.
    ///   - document: What `TOMLParser` read.
    /// - Returns: The edits.
    /// - Throws: `edit/not-array` if there is something else, and what `set` throws.
    package static func append(
        _ value: JSONValue, toArrayAt path: [String], in document: Document
    ) throws(Diagnostic) -> [TextEdit] {
        let location = try TOMLLocation(path, in: document)
        guard location.missing.isEmpty else { return try set(.array([value]), at: path, in: document) }
        if location.node.isArrayOfTables(in: document), case .object(let members) = value {
            return try addTable(path, isArrayElement: true, members: members, in: document)
        }
        guard case .sequence(let elements) = location.node.value, !location.node.isArrayOfTables(in: document) else {
            throw .notArray(path, at: document.place(of: location.node))
        }
        let text = try TOMLText.encode(value)
        return list(location.node, elements.map(\.span), in: document).edits { _ in text }
    }

    private static func insert(
        _ value: JSONValue, intoInlineTable location: TOMLLocation, in document: Document
    ) throws(Diagnostic) -> [TextEdit] {
        let text = try TOMLText.encode(value, forKeys: location.keysInSection + location.missing)
        // Dotted keys of one table need not stand together: the last one to end is the last one written.
        let spans = location.section.members.map { $0.keySpan.lowerBound..<$0.value.span.upperBound }
        var list = list(location.section, spans.sorted { $0.upperBound < $1.upperBound }, in: document)
        list.padding = " "
        return list.edits { _ in text }
    }

    private static func list(_ node: DocumentNode, _ elements: [Range<Int>], in document: Document) -> ListInsertion {
        let layout = TextLayout(bytes: document.bytes)
        var list = ListInsertion(
            layout: layout, span: node.span, elements: elements,
            commentEnd: { document.bytes[$0] == UInt8(ascii: "#") ? layout.lineEnd(of: $0) : nil })
        list.unit = "    "
        list.expandsEmpty = false
        return list
    }

    /// Adds a line below the last one of the section, or of the dotted keys, that the location is in.
    private static func insert(
        _ value: JSONValue, intoSectionOf location: TOMLLocation, in document: Document
    ) throws(Diagnostic) -> [TextEdit] {
        let layout = TextLayout(bytes: document.bytes)
        let text = try TOMLText.encode(value, forKeys: location.keysInSection + location.missing)
        let pairs = location.node.members.filter { $0.isPair(in: document) }
        let end = pairs.map(\.value.span.upperBound).max()
        guard let end = end ?? (location.form == .root ? nil : location.node.span.upperBound) else {
            return [insertionOfFirstRootKey(text, in: document)]
        }
        let neighbour = pairs.last?.keySpan.lowerBound ?? location.section.span.lowerBound
        let line = layout.indentation(ofLineAt: neighbour) + text
        return [layout.insertion(ofLines: line, below: end)]
    }

    /// The first key of the root goes below the comment at the top, above everything else.
    private static func insertionOfFirstRootKey(_ text: String, in document: Document) -> TextEdit {
        let layout = TextLayout(bytes: document.bytes)
        var offset = layout.lineStart(of: 0)
        offset = document.bytes.starts(with: UTF8Validation.byteOrderMark) ? UTF8Validation.byteOrderMark.count : offset
        var end = offset
        while end < document.bytes.count, document.bytes[end] == UInt8(ascii: "#") { end = layout.nextLine(of: end) }
        // A comment right above a header belongs to the header.
        let isFollowedByBlank = end == layout.lineEnd(ofLineFrom: end)
        if isFollowedByBlank { offset = end }
        let needsBreak = offset == document.bytes.count && offset > 0 && document.bytes.last != UInt8(ascii: "\n")
        let isLast = document.bytes[offset...].allSatisfy { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        let tail = isLast || (isFollowedByBlank && offset > 0) ? layout.newline : layout.newline + layout.newline
        return TextEdit(insert: (needsBreak ? layout.newline : "") + text + tail, at: offset)
    }
}

extension TextLayout {
    /// The offset of the line break of the line that starts at `start`, or the end of the file.
    func lineEnd(ofLineFrom start: Int) -> Int { start < bytes.count ? lineEnd(of: start) : bytes.count }

    /// An edit that adds lines (without the last line break) below the line that holds the byte before `end`.
    func insertion(ofLines lines: String, below end: Int) -> TextEdit {
        let offset = nextLine(of: end)
        let isBroken = offset > end && bytes[offset - 1] == UInt8(ascii: "\n")
        return TextEdit(insert: isBroken ? lines + newline : newline + lines, at: offset)
    }
}

extension Diagnostic {
    fileprivate static func isTable(_ path: [String], at place: FilePlace) -> Diagnostic {
        .error(
            "edit/is-table", "`\(path.joined(separator: "."))` is a table of several lines, not a value", at: place,
            remedy: "change its keys one by one")
    }
}
