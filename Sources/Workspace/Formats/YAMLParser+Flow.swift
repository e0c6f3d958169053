// Flow nodes of YAML: scalars, aliases, and the collections that brackets hold together.

/// The content of a flow node before its tag is applied.
struct YAMLContent {
    /// What kinds of content differ in.
    enum Kind {
        /// A node that an alias stands for; takes neither anchor nor tag.
        case alias(DocumentNode)
        /// The bytes of a plain scalar, whose type its text decides.
        case plain([UInt8])
        /// The text of a scalar in quotes.
        case quoted(String)
        /// A collection in brackets.
        case collection(DocumentNode.Value)
    }

    /// The content.
    var kind: Kind
    /// The bytes that it was read from.
    var span: Range<Int>

    /// Whether `:` behind it makes it a key even if no space follows, as in JSON.
    var isJSONLike: Bool {
        switch kind {
        case .alias, .plain: false
        case .quoted, .collection: true
        }
    }

    /// No content.
    static func empty(at offset: Int) -> YAMLContent { YAMLContent(kind: .plain([]), span: offset..<offset) }
}

extension YAMLParser {
    /// Reads the content of a flow node; its anchor and tag have been read.
    ///
    /// - Parameters:
    ///   - indent: The least number of spaces before its further lines.
    ///   - inFlow: Whether this is inside brackets.
    /// - Returns: The content and its bytes.
    /// - Throws: `yaml/...` at the first byte that does not belong to it.
    mutating func parseContent(indent: Int, inFlow: Bool) throws(YAMLFailure) -> YAMLContent {
        let start = position
        let kind: YAMLContent.Kind
        switch current {
        case UInt8(ascii: "*"): kind = .alias(try parseAlias())
        case UInt8(ascii: "\""): kind = .quoted(try parseDoubleQuoted(indent: indent))
        case UInt8(ascii: "'"): kind = .quoted(try parseSingleQuoted(indent: indent))
        case UInt8(ascii: "["): kind = .collection(try parseFlowSequence(indent: indent))
        case UInt8(ascii: "{"): kind = .collection(try parseFlowMapping(indent: indent))
        default: return try parsePlain(indent: indent, inFlow: inFlow)
        }
        return YAMLContent(kind: kind, span: start..<position)
    }

    /// Makes a node of content, anchor and tag.
    mutating func complete(
        _ content: YAMLContent, _ properties: YAMLProperties, since mark: YAMLMark
    ) throws(YAMLFailure) -> DocumentNode {
        let value: DocumentNode.Value
        switch content.kind {
        case .alias(let node):
            guard properties.start == nil else {
                throw failure("alias", "an alias with an anchor or a tag", at: properties.start, remedy: "remove it")
            }
            deepest = max(deepest, mark.deepest)
            return node
        case .plain(let text): value = YAMLSchema.plain(text, tag: properties.tag)
        case .quoted(let text): value = YAMLSchema.quoted(text, tag: properties.tag)
        case .collection(let collection): value = collection
        }
        return complete(value, span: content.span, properties, since: mark)
    }
}

// MARK: - Space

extension YAMLParser {
    /// Steps over space, comments and line breaks between the parts of a flow collection.
    ///
    /// The specification wants each line indented more than the collection around. Closing brackets may stand at
    /// its column too, since every widely used reader accepts that and people write it.
    private mutating func skipFlowSpace(indent: Int) throws(YAMLFailure) {
        while true {
            skipWhite()
            if isAtComment { skipToLineEnd() }
            guard isAtLineEnd, !isAtEnd else { return }
            skipBreak()
            guard !isDocumentMarker(at: position) else {
                throw failure("unclosed", "a document ends inside brackets", remedy: "close them before")
            }
            let spaces = indentation
            skipWhite()
            if isAtLineEnd || isAtComment { continue }
            let isClosing = current == UInt8(ascii: "]") || current == UInt8(ascii: "}")
            guard spaces >= (isClosing ? indent - 1 : indent) else {
                throw failure(
                    "indentation", "\(spaces) spaces before a line inside brackets",
                    remedy: "indent it by at least \(indent) spaces")
            }
        }
    }

    /// Whether a `:` stands at `position` that ends a plain key inside brackets.
    private var isAtFlowColon: Bool {
        current == UInt8(ascii: ":") && !Self.isPlainSafe(byte(at: position + 1), inFlow: true)
    }

    /// Whether a part of a collection ends at `position`.
    private var isAtFlowEnd: Bool {
        current == UInt8(ascii: ",") || current == UInt8(ascii: "]") || current == UInt8(ascii: "}")
    }

    /// Expects the separator or the closing bracket behind an entry. True if another entry may follow.
    private mutating func parseSeparator(
        before close: UInt8, of open: Int, indent: Int
    ) throws(YAMLFailure) -> Bool {
        try skipFlowSpace(indent: indent)
        if current == UInt8(ascii: ",") {
            position += 1
            try skipFlowSpace(indent: indent)
            return current != close
        }
        guard current != close else { return false }
        guard !isAtEnd else { throw unclosed(open) }
        throw unexpected("`,` or `\(Character(UnicodeScalar(close)))`")
    }

    private func unclosed(_ open: Int) -> YAMLFailure {
        failure("unclosed", "a bracket that is not closed", at: open)
    }
}

// MARK: - Collections

extension YAMLParser {
    private mutating func parseFlowSequence(indent: Int) throws(YAMLFailure) -> DocumentNode.Value {
        let open = position
        let close = UInt8(ascii: "]")
        position += 1
        try skipFlowSpace(indent: indent)
        var elements: [DocumentNode] = []
        guard current != close else {
            position += 1
            return .sequence([])
        }
        repeat {
            guard !isAtEnd else { throw unclosed(open) }
            elements.append(try parseFlowElement(indent: indent))
        } while try parseSeparator(before: close, of: open, indent: indent)
        position += 1
        return .sequence(elements)
    }

    private mutating func parseFlowMapping(indent: Int) throws(YAMLFailure) -> DocumentNode.Value {
        let open = position
        let close = UInt8(ascii: "}")
        position += 1
        try skipFlowSpace(indent: indent)
        var members: [DocumentMember] = []
        guard current != close else {
            position += 1
            return .mapping([])
        }
        repeat {
            guard !isAtEnd else { throw unclosed(open) }
            let isExplicit = isIndicator(UInt8(ascii: "?"), at: position)
            if isExplicit {
                position += 1
                try skipFlowSpace(indent: indent)
            }
            members.append(try parseFlowMember(indent: indent, mayBeEmpty: isExplicit))
        } while try parseSeparator(before: close, of: open, indent: indent)
        position += 1
        return .mapping(members)
    }

    /// Reads an element of a sequence: a node, or one `key: value` pair without braces.
    private mutating func parseFlowElement(indent: Int) throws(YAMLFailure) -> DocumentNode {
        let start = position
        let line = lineStart
        if isIndicator(UInt8(ascii: "?"), at: position) {
            position += 1
            try skipFlowSpace(indent: indent)
            return pair(try parseFlowMember(indent: indent, mayBeEmpty: true), from: start)
        }
        let key: (node: DocumentNode, isJSONLike: Bool)
        if isAtFlowColon {
            key = (emptyNode(at: position), false)
        } else {
            key = try parseFlowNode(indent: indent)
        }
        let end = position
        if lineStart == line {
            skipWhite()
            if current == UInt8(ascii: ":"), key.isJSONLike || isAtFlowColon {
                try checkKeyLength(from: start)
                position += 1
                return pair(member(key.node, try parseFlowValue(indent: indent)), from: start)
            }
            position = end
        }
        return key.node
    }

    private mutating func pair(_ member: DocumentMember, from start: Int) -> DocumentNode {
        created += 1
        let end = max(start + 1, member.keySpan.upperBound, member.value.span.upperBound)
        return DocumentNode(.mapping([member]), span: start..<end)
    }

    /// Reads one pair of a mapping; `mayBeEmpty` says whether key and value may both be absent, as behind `?`.
    private mutating func parseFlowMember(
        indent: Int, mayBeEmpty: Bool = false
    ) throws(YAMLFailure) -> DocumentMember {
        let key: (node: DocumentNode, isJSONLike: Bool)
        if isAtFlowColon || (mayBeEmpty && isAtFlowEnd) {
            key = (emptyNode(at: position), false)
        } else {
            key = try parseFlowNode(indent: indent)
        }
        let end = position
        try skipFlowSpace(indent: indent)
        guard current == UInt8(ascii: ":"), key.isJSONLike || isAtFlowColon else {
            return member(key.node, emptyNode(at: end))
        }
        position += 1
        return member(key.node, try parseFlowValue(indent: indent))
    }

    private mutating func parseFlowValue(indent: Int) throws(YAMLFailure) -> DocumentNode {
        let start = position
        try skipFlowSpace(indent: indent)
        return isAtFlowEnd ? emptyNode(at: start) : try parseFlowNode(indent: indent).node
    }

    private mutating func emptyNode(at offset: Int) -> DocumentNode {
        created += 1
        return DocumentNode(.null, span: offset..<offset)
    }

    /// Reads a node inside brackets, with its anchor and tag.
    private mutating func parseFlowNode(indent: Int) throws(YAMLFailure) -> (node: DocumentNode, isJSONLike: Bool) {
        try enter()
        defer { depth -= 1 }
        let mark = mark()
        var properties = YAMLProperties()
        var end = position
        while isAtProperty {
            try parseProperty(into: &properties, inFlow: true)
            end = position
            try skipFlowSpace(indent: indent)
        }
        let content: YAMLContent
        if properties.start != nil, isAtFlowEnd || isAtFlowColon {
            content = .empty(at: end)
        } else {
            content = try parseContent(indent: indent, inFlow: true)
        }
        return (try complete(content, properties, since: mark), content.isJSONLike)
    }
}
