/// Edits of JSON files, with comments or without, that leave everything else byte for byte as it is.
///
/// All functions are pure: they look at a parsed document and give byte ranges of it. Two edits of one document may be
/// applied together unless they change the same list; otherwise apply, parse again, and ask for the next.
package enum JSONEditor {
    /// Gives the value at a path of keys another value; objects that are missing on the way are created.
    ///
    /// - Parameters:
    ///   - value: The new value.
    ///   - path: Keys from the root down; not empty.
    ///   - document: What `JSONParser` read.
    /// - Returns: The edits; none where the value already means the same.
    /// - Throws: `edit/not-object` if something on the way is no object.
    package static func set(
        _ value: JSONValue, at path: [String], in document: Document
    ) throws(Diagnostic) -> [TextEdit] {
        let (node, missing) = try deepest(path, in: document)
        guard let key = missing.first else {
            if node.means(value) { return [] }
            return [TextEdit(range: node.span, replacement: text(value, replacing: node, in: document))]
        }
        let nested = missing.dropFirst().reversed().reduce(value) { .object([(key: $1, value: $0)]) }
        return insertion(of: nested, forKey: key, into: node, in: document)
    }

    /// Adds a member at the end of the object at a path of keys.
    ///
    /// - Parameters:
    ///   - value: The value of the member.
    ///   - key: Its key.
    ///   - path: Keys from the root down to the object; empty for the root. Objects that are missing are created.
    ///   - document: What `JSONParser` read.
    /// - Returns: The edits.
    /// - Throws: `edit/key-exists` if the object has the key, `edit/not-object` if something on the way is no object.
    package static func insert(
        _ value: JSONValue, forKey key: String, inObjectAt path: [String] = [], in document: Document
    ) throws(Diagnostic) -> [TextEdit] {
        let (node, missing) = try deepest(path + [key], in: document)
        if missing.isEmpty { throw .keyExists(key, at: document.place(of: node)) }
        return try set(value, at: path + [key], in: document)
    }

    /// Adds an element at the end of the array at a path of keys; the array is created where it is missing.
    ///
    /// - Throws: `edit/not-array` if there is something else, `edit/not-object` if something on the way is no object.
    package static func append(
        _ value: JSONValue, toArrayAt path: [String], in document: Document
    ) throws(Diagnostic) -> [TextEdit] {
        let (node, missing) = try deepest(path, in: document)
        guard missing.isEmpty else { return try set(.array([value]), at: path, in: document) }
        guard case .sequence(let elements) = node.value else {
            throw .notArray(path, at: document.place(of: node))
        }
        return list(node, elements.map(\.span), in: document).edits { text(value, $0, in: document) }
    }

    /// The deepest node that exists on a path of keys, and the keys that it lacks.
    private static func deepest(
        _ path: [String], in document: Document
    ) throws(Diagnostic) -> (node: DocumentNode, missing: [String]) {
        var node = document.root
        for (index, key) in path.enumerated() {
            guard case .mapping = node.value else {
                throw .notObject(Array(path[..<index]), at: document.place(of: node))
            }
            guard let next = node[key] else { return (node, Array(path[index...])) }
            node = next
        }
        return (node, [])
    }

    private static func insertion(
        of value: JSONValue, forKey key: String, into object: DocumentNode, in document: Document
    ) -> [TextEdit] {
        let members = object.members
        let spans = members.map { $0.keySpan.lowerBound..<$0.value.span.upperBound }
        var colon = ": "
        if let last = members.last {
            let written = document.bytes[last.keySpan.upperBound..<last.value.span.lowerBound]
            if written.allSatisfy({ $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: " ") }) {
                colon = String(decoding: written, as: UTF8.self)
            }
        } else if isOneLine(document) {
            colon = ":"
        }
        var list = list(object, spans, in: document)
        if colon == ":" { list.separator = "," }
        return list.edits { JSONText.quote(key) + colon + text(value, $0, in: document) }
    }

    private static func list(_ node: DocumentNode, _ elements: [Range<Int>], in document: Document) -> ListInsertion {
        var list = ListInsertion(
            layout: TextLayout(bytes: document.bytes), span: node.span, elements: elements,
            commentEnd: { start in
                document.bytes.withUnsafeBufferPointer { JSONComment.end(in: $0, from: start) }
            })
        list.unit = indentationUnit(of: document)
        list.expandsEmpty = !isOneLine(document)
        return list
    }

    /// Whether the file is minified: more than an empty root, on one line.
    private static func isOneLine(_ document: Document) -> Bool {
        let isEmpty = document.root.members.isEmpty && document.root.elements.isEmpty
        return !isEmpty && !TextLayout(bytes: document.bytes).hasLineBreak(in: document.root.span)
    }

    /// What one level is indented by: the indentation of the first member of the root, or two spaces.
    private static func indentationUnit(of document: Document) -> String {
        let first = document.root.members.first?.keySpan ?? document.root.elements.first?.span
        let layout = TextLayout(bytes: document.bytes)
        guard let start = first?.lowerBound, layout.isFirstOnLine(start) else { return "  " }
        let indentation = layout.indentation(ofLineAt: start)
        return indentation.isEmpty ? "  " : indentation
    }

    private static func text(_ value: JSONValue, _ layout: ListInsertion.ElementLayout, in document: Document) -> String
    {
        switch layout {
        case .inline: text(value, isOneLine(document) ? .tight : .spaced)
        case .ownLine(let base): text(value, lines(base: base, in: document))
        }
    }

    /// The text of a value that takes the place of another one: over several lines, unless the old one had brackets on
    /// one line or stands in a file of one line.
    private static func text(_ value: JSONValue, replacing node: DocumentNode, in document: Document) -> String {
        let layout = TextLayout(bytes: document.bytes)
        let isList = !node.members.isEmpty || !node.elements.isEmpty
        if isOneLine(document) { return text(value, .tight) }
        if isList, !layout.hasLineBreak(in: node.span) { return text(value, .spaced) }
        return text(value, lines(base: layout.indentation(ofLineAt: node.span.lowerBound), in: document))
    }

    private static func lines(base: String, in document: Document) -> JSONWriter.Layout {
        .lines(
            indentation: indentationUnit(of: document), newline: TextLayout(bytes: document.bytes).newline, base: base)
    }

    private static func text(_ value: JSONValue, _ layout: JSONWriter.Layout) -> String {
        var writer = JSONWriter(layout: layout)
        writer.write(value)
        return writer.text
    }
}

extension Diagnostic {
    /// Something on the way to a key is no table.
    static func notObject(_ path: [String], at place: FilePlace) -> Diagnostic {
        .error(
            "edit/not-object", "`\(path.joined(separator: "."))` is no object that keys can be added to", at: place,
            remedy: "make it an object")
    }

    /// Something is no list.
    static func notArray(_ path: [String], at place: FilePlace) -> Diagnostic {
        .error(
            "edit/not-array", "`\(path.joined(separator: "."))` is no list that elements can be added to", at: place,
            remedy: "make it a list")
    }

    /// A key is already there.
    static func keyExists(_ key: String, at place: FilePlace) -> Diagnostic {
        .error("edit/key-exists", "`\(key)` is already there", at: place, remedy: "change its value instead")
    }
}
