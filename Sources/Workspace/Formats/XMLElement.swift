/// One attribute of an element.
package struct XMLAttribute: Sendable, Hashable {
    /// The name, with its prefix.
    package var name: String
    /// The value with entities resolved.
    package var value: String
    /// The bytes of the attribute: name, `=` and quoted value (0-based, half-open).
    package var span: Range<Int>

    /// Makes an attribute.
    package init(name: String, value: String, span: Range<Int>) {
        self.name = name
        self.value = value
        self.span = span
    }
}

/// One element of an XML document, with the bytes that it was read from.
package struct XMLElement: Sendable, Hashable {
    /// The name, with its prefix.
    package var name: String
    /// The attributes in the order of the document.
    package var attributes: [XMLAttribute]
    /// The elements inside, in the order of the document.
    package var children: [XMLElement]
    /// The text directly inside, entities resolved and CDATA included, comments and children left out; not trimmed.
    package var text: String
    /// The bytes from `<` of the start tag to `>` of the end tag (0-based, half-open).
    package var span: Range<Int>
    /// The bytes between the two tags; empty, behind the tag, where the element is `<closed/>`.
    package var contentSpan: Range<Int>

    /// Makes an element.
    package init(
        name: String, attributes: [XMLAttribute] = [], children: [XMLElement] = [], text: String = "",
        span: Range<Int>, contentSpan: Range<Int>
    ) {
        self.name = name
        self.attributes = attributes
        self.children = children
        self.text = text
        self.span = span
        self.contentSpan = contentSpan
    }
}

extension XMLElement {
    /// The name without its prefix.
    package var localName: Substring {
        name.lastIndex(of: ":").map { name[name.index(after: $0)...] } ?? name[...]
    }

    /// The text without white space at both ends.
    package var trimmedText: String {
        let isSpace: (Character) -> Bool = \.isWhitespace
        return String(String(text.drop(while: isSpace).reversed().drop(while: isSpace)).reversed())
    }

    /// The first child with a name, its prefix left out.
    package subscript(name: String) -> XMLElement? {
        children.first { $0.localName == name }
    }

    /// The children with a name, their prefixes left out.
    package func children(named name: String) -> [XMLElement] {
        children.filter { $0.localName == name }
    }

    /// The value of an attribute, if the element has it.
    package func attribute(_ name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }
}

/// A parsed XML file: its path, its root element, and the way from byte offsets to lines.
package struct XMLDocument: Sendable {
    /// Path relative to the root.
    package var path: String
    /// The bytes that were parsed.
    package var bytes: [UInt8]
    /// The element that holds all others.
    package var root: XMLElement
    /// Where each line starts.
    package var lines: LineIndex

    /// Makes a document from what the parser found.
    package init(path: String, bytes: [UInt8], root: XMLElement) {
        self.path = path
        self.bytes = bytes
        self.root = root
        lines = LineIndex(bytes)
    }

    /// The place where an element starts.
    package func place(of element: XMLElement) -> FilePlace {
        lines.place(of: element.span.lowerBound, in: path)
    }
}
