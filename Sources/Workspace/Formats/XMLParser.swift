/// Reads the XML of manifests (`pom.xml`, `.csproj`, `.slnx`, `Directory.Packages.props`): elements, attributes, text,
/// comments, CDATA, processing instructions, and the predefined and numeric entities of XML 1.0, section 4.6.
///
/// It does not validate. A document type declaration is passed over unread: no entity that it declares is expanded, and
/// nothing outside the file is ever read.
package struct XMLParser {
    /// How many elements may stand inside one another; more than any manifest has.
    ///
    /// A level takes up to 4 KB of the stack in a debug build, and threads of macOS's pool have 512 KB.
    package static let maximumDepth = 100

    /// The bytes of the document.
    let bytes: UnsafeBufferPointer<UInt8>
    /// The path for messages.
    let path: String
    /// Offset of the next byte to read.
    var position = 0

    private init(bytes: UnsafeBufferPointer<UInt8>, path: String) {
        self.bytes = bytes
        self.path = path
    }

    /// Parses a whole file.
    ///
    /// - Parameters:
    ///   - bytes: The file, in UTF-8.
    ///   - path: Its path relative to the root, for messages.
    /// - Returns: The document.
    /// - Throws: `xml/...` with line and column.
    package static func parse(_ bytes: [UInt8], path: String) throws(Diagnostic) -> XMLDocument {
        let root = try bytes.withUnsafeBufferPointer { buffer throws(Diagnostic) in
            var parser = XMLParser(bytes: buffer, path: path)
            return try parser.parseDocument()
        }
        return XMLDocument(path: path, bytes: bytes, root: root)
    }

    private mutating func parseDocument() throws(Diagnostic) -> XMLElement {
        if let bad = UTF8Validation.firstInvalidByte(in: bytes) {
            throw failure("encoding", "a byte that is no UTF-8", at: bad, remedy: "save the file as UTF-8")
        }
        position = UTF8Validation.byteOrderMarkLength(bytes)
        try skipMiscellaneous(allowsDocumentType: true)
        guard current == UInt8(ascii: "<") else { throw unexpected("the root element") }
        let root = try parseElement(depth: 1)
        try skipMiscellaneous(allowsDocumentType: false)
        guard position == bytes.count else { throw unexpected("nothing after the root element") }
        return root
    }

    /// Steps over what may stand around the root element.
    private mutating func skipMiscellaneous(allowsDocumentType: Bool) throws(Diagnostic) {
        while true {
            skipSpaces()
            if starts(with: "<!--") {
                try skipComment()
            } else if starts(with: "<?") {
                try skip(past: "?>", "a processing instruction")
            } else if allowsDocumentType, starts(with: "<!DOCTYPE") {
                try skipDocumentType()
            } else {
                return
            }
        }
    }

    /// Steps over `<!DOCTYPE ... [ ... ]>`; quotes and comments inside may hold brackets.
    private mutating func skipDocumentType() throws(Diagnostic) {
        let start = position
        var brackets = 0
        position += 2
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                let quote = bytes[position]
                repeat { position += 1 } while position < bytes.count && bytes[position] != quote
                position += 1
            case UInt8(ascii: "<") where starts(with: "<!--"): try skipComment()
            case UInt8(ascii: "<") where starts(with: "<?"): try skip(past: "?>", "a processing instruction")
            case UInt8(ascii: "<"), UInt8(ascii: "["):
                brackets += 1
                position += 1
            case UInt8(ascii: ">") where brackets == 0:
                position += 1
                return
            case UInt8(ascii: ">"), UInt8(ascii: "]"):
                brackets -= 1
                position += 1
            default: position += 1
            }
        }
        throw failure("unclosed", "a document type declaration that is not closed", at: start)
    }
}

// MARK: - Elements

extension XMLParser {
    // What recurses holds no messages: each of them would make every level of nesting need more of the stack.
    private mutating func parseElement(depth: Int) throws(Diagnostic) -> XMLElement {
        var element = try parseStartTag(depth: depth)
        if bytes[position - 2] == UInt8(ascii: "/") { return element }
        try parseContent(of: &element, depth: depth)
        try parseEndTag(of: &element)
        return element
    }

    /// Reads `<name ...>` or `<name .../>`; the spans end where the tag does.
    private mutating func parseStartTag(depth: Int) throws(Diagnostic) -> XMLElement {
        guard depth <= Self.maximumDepth else {
            throw failure("too-deep", "more than \(Self.maximumDepth) elements inside one another")
        }
        let start = position
        position += 1
        let name = try parseName()
        let attributes = try parseAttributes()
        if starts(with: "/>") { position += 1 }
        guard current == UInt8(ascii: ">") else { throw unexpected("`>` or an attribute") }
        position += 1
        return XMLElement(
            name: name, attributes: attributes, span: start..<position, contentSpan: position..<position)
    }

    private mutating func parseContent(of element: inout XMLElement, depth: Int) throws(Diagnostic) {
        var text: [UInt8] = []
        while try parseText(into: &text, of: element.span.lowerBound) {
            element.children.append(try parseElement(depth: depth + 1))
        }
        element.text = String(decoding: text, as: UTF8.self)
    }

    /// Reads up to the next tag. True where it is a start tag, false where it is an end tag.
    private mutating func parseText(into text: inout [UInt8], of tag: Int) throws(Diagnostic) -> Bool {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "&"): try parseReference(into: &text)
            case UInt8(ascii: "<"):
                if starts(with: "</") { return false }
                if starts(with: "<!--") {
                    try skipComment()
                } else if starts(with: "<![CDATA[") {
                    let start = position + 9
                    try skip(past: "]]>", "a CDATA section")
                    text += bytes[start..<position - 3]
                } else if starts(with: "<?") {
                    try skip(past: "?>", "a processing instruction")
                } else {
                    return true
                }
            default: try parseCharacter(into: &text)
            }
        }
        throw failure("unclosed", "an element that is not closed", at: tag, remedy: "add its end tag")
    }

    /// Reads the end tag of an element, and lets its spans reach to it.
    private mutating func parseEndTag(of element: inout XMLElement) throws(Diagnostic) {
        element.contentSpan = element.contentSpan.lowerBound..<position
        let start = position
        position += 2
        let name = try parseName()
        guard name == element.name else {
            throw failure("end-tag", "expected `</\(element.name)>`, found `</\(name)>`", at: start)
        }
        skipSpaces()
        guard current == UInt8(ascii: ">") else { throw unexpected("`>`") }
        position += 1
        element.span = element.span.lowerBound..<position
    }

    private mutating func parseAttributes() throws(Diagnostic) -> [XMLAttribute] {
        var attributes: [XMLAttribute] = []
        var names: Set<String> = []
        while true {
            let hasSpace = skipSpaces()
            guard position < bytes.count, current != UInt8(ascii: ">"), current != UInt8(ascii: "/") else {
                return attributes
            }
            guard hasSpace else { throw unexpected("a space before the attribute") }
            let start = position
            let name = try parseName()
            guard names.insert(name).inserted else {
                throw failure("duplicate-attribute", "the attribute `\(name)` is there twice", at: start)
            }
            skipSpaces()
            guard current == UInt8(ascii: "=") else { throw unexpected("`=` after the attribute's name") }
            position += 1
            skipSpaces()
            let value = try parseAttributeValue()
            attributes.append(XMLAttribute(name: name, value: value, span: start..<position))
        }
    }

    private mutating func parseAttributeValue() throws(Diagnostic) -> String {
        let start = position
        let quote = current
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw unexpected("a value in quotes") }
        position += 1
        var value: [UInt8] = []
        while position < bytes.count, bytes[position] != quote {
            switch bytes[position] {
            case UInt8(ascii: "&"): try parseReference(into: &value)
            case UInt8(ascii: "<"): throw failure("unexpected", "`<` inside a value", remedy: "write `&lt;`")
            // XML 1.0, section 3.3.3: white space in a value is a space.
            case UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if starts(with: "\r\n") { position += 1 }
                value.append(UInt8(ascii: " "))
                position += 1
            default: try parseCharacter(into: &value)
            }
        }
        guard position < bytes.count else { throw failure("unclosed", "a value that is not closed", at: start) }
        position += 1
        return String(decoding: value, as: UTF8.self)
    }
}
