// Block collections of YAML: those that indentation holds together.

/// The start of a node of a block collection, up to where it is known what it is.
private struct YAMLBlockHead {
    /// What the node is.
    enum Kind {
        /// It has been read, to the start of the next line.
        case complete(DocumentNode)
        /// A sequence, with `position` at its first `-`.
        case sequence
        /// A mapping, with `position` at its first `?`, or at the `:` behind its first key.
        case mapping(firstKey: DocumentNode?)
    }

    /// What the node is.
    var kind: Kind
    /// The column (0-based) of the collection.
    var column = 0
    /// The anchor and the tag of the collection.
    var properties = YAMLProperties()
}

extension YAMLParser {
    /// Reads a node of a block collection or of a document, and the rest of its last line.
    ///
    /// Starts behind the indicator (`-`, `?`, `:`, `---`) or at the start of a document, and ends at the start of the
    /// next line that holds something, or at the end.
    ///
    /// - Parameters:
    ///   - parent: The column (0-based) of the collection; -1 for a document.
    ///   - sequenceAtParent: Whether a sequence may stand at the column of the collection, as in a mapping.
    ///   - compact: Whether a collection may start on the same line.
    /// - Returns: The node; a null where there is no content.
    /// - Throws: `yaml/...` at the first byte that does not belong to a node.
    mutating func parseBlockNode(
        in parent: Int, sequenceAtParent: Bool, compact: Bool
    ) throws(YAMLFailure) -> DocumentNode {
        try enter()
        defer { depth -= 1 }
        let mark = mark()
        let head = try parseBlockHead(in: parent, sequenceAtParent, compact, since: mark)
        let collection: YAMLCollection
        switch head.kind {
        case .complete(let node): return node
        case .sequence: collection = try parseBlockSequence(column: head.column)
        case .mapping(let key): collection = try parseBlockMapping(column: head.column, firstKey: key)
        }
        return complete(collection.value, span: collection.span, head.properties, since: mark)
    }

    /// Reads the properties of a node, and the node itself unless it is a collection.
    @inline(never)
    private mutating func parseBlockHead(
        in parent: Int, _ sequenceAtParent: Bool, _ compact: Bool, since mark: YAMLMark
    ) throws(YAMLFailure) -> YAMLBlockHead {
        var origin = position
        var outer = YAMLProperties()
        // Properties on the line of a key belong to the key, those on lines above to the mapping.
        var inner = YAMLProperties()
        var mayBeCollection = compact
        while true {
            switch try seekContent(in: parent, sequenceAtParent: sequenceAtParent) {
            case .nothing:
                try merge(inner, into: &outer)
                let value = YAMLSchema.plain([], tag: outer.tag)
                return YAMLBlockHead(kind: .complete(complete(value, span: origin..<origin, outer, since: mark)))
            case .sameLine(let hasTab): if hasTab, inner.start == nil { mayBeCollection = false }
            case .newLine(let hasTab):
                try merge(inner, into: &outer)
                inner = YAMLProperties()
                mayBeCollection = !hasTab
            }
            guard isAtProperty else { break }
            try parseProperty(into: &inner, inFlow: false)
            origin = position
        }
        return try parseBlockContent(in: parent, outer, inner, mayBeCollection: mayBeCollection, since: mark)
    }

    private mutating func parseBlockContent(
        in parent: Int, _ outer: YAMLProperties, _ inner: YAMLProperties, mayBeCollection: Bool, since mark: YAMLMark
    ) throws(YAMLFailure) -> YAMLBlockHead {
        if isIndicator(UInt8(ascii: "-"), at: position) || isIndicator(UInt8(ascii: "?"), at: position) {
            guard mayBeCollection, inner.start == nil else { throw collectionOnLine() }
            let kind: YAMLBlockHead.Kind = current == UInt8(ascii: "-") ? .sequence : .mapping(firstKey: nil)
            return YAMLBlockHead(kind: kind, column: position - lineStart, properties: outer)
        }
        if current == UInt8(ascii: "|") || current == UInt8(ascii: ">") {
            var properties = outer
            try merge(inner, into: &properties)
            let scalar = try parseBlockScalar(in: parent)
            let value = YAMLSchema.quoted(scalar.text, tag: properties.tag)
            return YAMLBlockHead(kind: .complete(complete(value, span: scalar.span, properties, since: mark)))
        }
        return try parseFlowOrKey(in: parent, outer, inner, mayBeCollection: mayBeCollection, since: mark)
    }

    /// Reads a scalar, an alias or a flow collection: the node, or the first key of a mapping if a `:` follows.
    private mutating func parseFlowOrKey(
        in parent: Int, _ outer: YAMLProperties, _ inner: YAMLProperties, mayBeCollection: Bool, since mark: YAMLMark
    ) throws(YAMLFailure) -> YAMLBlockHead {
        let line = lineStart
        let start = inner.start ?? position
        let content: YAMLContent
        if isIndicator(UInt8(ascii: ":"), at: position) {
            content = .empty(at: position)
        } else {
            content = try parseContent(indent: parent + 1, inFlow: false)
        }
        if lineStart == line {
            skipWhite()
            if isIndicator(UInt8(ascii: ":"), at: position) {
                guard mayBeCollection else { throw collectionOnLine() }
                try checkKeyLength(from: start)
                let key = try complete(content, inner, since: YAMLMark(created: mark.created, deepest: depth))
                return YAMLBlockHead(kind: .mapping(firstKey: key), column: start - line, properties: outer)
            }
        }
        var properties = outer
        try merge(inner, into: &properties)
        let node = try complete(content, properties, since: mark)
        try finishLine()
        return YAMLBlockHead(kind: .complete(node))
    }

    private func collectionOnLine() -> YAMLFailure {
        failure(
            "nesting", "a mapping or a sequence may not start here",
            remedy: "put it on a line of its own, indented by spaces, or quote the text")
    }

    /// Throws where the key from `start` to `position` is longer than 1,024 characters (specification, 7.4.2).
    func checkKeyLength(from start: Int) throws(YAMLFailure) {
        let limit = 1024
        guard position - start > limit else { return }
        guard bytes[start..<position].count(where: { $0 & 0xC0 != 0x80 }) > limit else { return }
        throw failure(
            "key-length", "a key of more than \(limit) characters", at: start, remedy: "put `? ` before the key")
    }
}

/// A block collection that has been read.
struct YAMLCollection {
    /// Its members or elements.
    var value: DocumentNode.Value
    /// From its first key or `-` to the end of its last value.
    var span: Range<Int>
}

// MARK: - Sequences and mappings

extension YAMLParser {
    private mutating func parseBlockSequence(column: Int) throws(YAMLFailure) -> YAMLCollection {
        let start = position
        var end = start
        var elements: [DocumentNode] = []
        repeat {
            position += 1
            end = position
            let element = try parseBlockNode(in: column, sequenceAtParent: false, compact: true)
            end = max(end, element.span.upperBound)
            elements.append(element)
        } while try seekEntry(column: column) && isIndicator(UInt8(ascii: "-"), at: position)
        position = isAtEnd ? position : lineStart
        return YAMLCollection(value: .sequence(elements), span: start..<end)
    }

    /// Reads the members of a mapping, from its first `?` or from the `:` behind its first key.
    private mutating func parseBlockMapping(
        column: Int, firstKey: DocumentNode?
    ) throws(YAMLFailure) -> YAMLCollection {
        let start = firstKey?.span.lowerBound ?? position
        var end = start
        var members: [DocumentMember] = []
        var pendingKey = firstKey
        repeat {
            let member: DocumentMember
            if pendingKey == nil, isIndicator(UInt8(ascii: "?"), at: position) {
                member = try parseExplicitMember(column: column)
            } else {
                let key: DocumentNode
                if let pendingKey { key = pendingKey } else { key = try parseImplicitKey(column: column) }
                position += 1
                let value = try parseBlockNode(in: column, sequenceAtParent: true, compact: false)
                member = self.member(key, value)
            }
            pendingKey = nil
            end = max(end, member.keySpan.upperBound, member.value.span.upperBound)
            members.append(member)
        } while try seekEntry(column: column)
        return YAMLCollection(value: .mapping(members), span: start..<end)
    }

    private mutating func parseExplicitMember(column: Int) throws(YAMLFailure) -> DocumentMember {
        position += 1
        let key = try parseBlockNode(in: column, sequenceAtParent: true, compact: true)
        let colon = lineStart + column
        guard !isAtEnd, indentation == column, isIndicator(UInt8(ascii: ":"), at: colon) else {
            let end = key.span.upperBound
            return member(key, DocumentNode(.null, span: end..<end))
        }
        position = colon + 1
        return member(key, try parseBlockNode(in: column, sequenceAtParent: true, compact: true))
    }

    private mutating func parseImplicitKey(column: Int) throws(YAMLFailure) -> DocumentNode {
        try enter()
        defer { depth -= 1 }
        let mark = mark()
        let start = position
        let line = lineStart
        var properties = YAMLProperties()
        while isAtProperty {
            try parseProperty(into: &properties, inFlow: false)
            skipWhite()
        }
        let content: YAMLContent
        if isIndicator(UInt8(ascii: ":"), at: position) {
            content = .empty(at: position)
        } else {
            content = try parseContent(indent: column + 1, inFlow: false)
        }
        let key = try complete(content, properties, since: mark)
        if lineStart == line { skipWhite() }
        guard lineStart == line, isIndicator(UInt8(ascii: ":"), at: position) else {
            throw failure(
                "key", "expected `: ` behind the key on the same line", at: start,
                remedy: "add the `:`, or indent the line if it belongs to the value above")
        }
        try checkKeyLength(from: start)
        return key
    }

    /// From the start of a line, steps to the content at the column of a collection. False where the collection has
    /// ended: the line is indented less, or a document marker, or the end.
    private mutating func seekEntry(column: Int) throws(YAMLFailure) -> Bool {
        guard !isAtEnd, !isDocumentMarker(at: position) else { return false }
        let spaces = indentation
        guard spaces >= column else { return false }
        position = lineStart + spaces
        guard current != UInt8(ascii: "\t") else {
            throw failure("tab", "a tab in the indentation", remedy: "indent with spaces")
        }
        guard spaces == column else {
            throw failure(
                "indentation", "\(spaces) spaces before this line, which fits no line above",
                remedy: "indent it by \(column)")
        }
        return true
    }

    /// A member; a key that is no string keeps the text that it has in the document.
    func member(_ key: DocumentNode, _ value: DocumentNode) -> DocumentMember {
        DocumentMember(key: keyText(key), keySpan: key.span, value: value)
    }

    private func keyText(_ key: DocumentNode) -> String {
        if case .string(let text) = key.value { return text }
        if byte(at: key.span.lowerBound) == UInt8(ascii: "*"), let text = key.scalarText { return text }
        return String(decoding: bytes[key.span], as: UTF8.self)
    }
}
