// Anchors, tags and aliases of YAML.

/// What stands before the content of a node.
struct YAMLProperties {
    /// The name behind `&`.
    var anchor: String?
    /// The whole tag, its handle replaced by the prefix; `!` for the tag that only forbids resolution.
    var tag: String?
    /// Where the first of them starts; absent if there is none.
    var start: Int?
}

/// What an anchor stands for.
enum YAMLAnchor {
    /// The node is still being read, so that an alias would be part of itself.
    case open
    /// The node, the number of nodes in it with itself, and how many of them are inside one another.
    case node(DocumentNode, count: Int, height: Int)
}

/// The counters at the start of a node.
struct YAMLMark {
    /// Nodes read before it.
    var created: Int
    /// The depth reached before it.
    var deepest: Int
}

extension YAMLParser {
    /// Whether an anchor or a tag starts at `position`.
    var isAtProperty: Bool { current == UInt8(ascii: "&") || current == UInt8(ascii: "!") }

    /// Reads the anchor or tag at `position`. Inside brackets (`inFlow`), `,` and brackets may follow at once.
    mutating func parseProperty(into properties: inout YAMLProperties, inFlow: Bool) throws(YAMLFailure) {
        let start = position
        if current == UInt8(ascii: "&") {
            guard properties.anchor == nil else { throw secondProperty("anchor", at: start) }
            let name = try anchorName()
            properties.anchor = name
            anchors[name] = .open
        } else {
            guard properties.tag == nil else { throw secondProperty("tag", at: start) }
            properties.tag = try tag()
        }
        properties.start = properties.start ?? start
        guard isAtWhite || isAtLineEnd || (inFlow && Self.isFlowIndicator(current)) else {
            throw unexpected("a space behind an anchor or a tag")
        }
    }

    /// Adds the properties of a later line to those of earlier ones.
    func merge(_ later: YAMLProperties, into properties: inout YAMLProperties) throws(YAMLFailure) {
        guard let start = later.start else { return }
        guard properties.anchor == nil || later.anchor == nil else { throw secondProperty("anchor", at: start) }
        guard properties.tag == nil || later.tag == nil else { throw secondProperty("tag", at: start) }
        properties.anchor = properties.anchor ?? later.anchor
        properties.tag = properties.tag ?? later.tag
        properties.start = properties.start ?? start
    }

    private func secondProperty(_ kind: String, at offset: Int) -> YAMLFailure {
        failure("properties", "a second \(kind) for one value", at: offset, remedy: "remove one")
    }

    /// Reads the name behind the `&` or `*` at `position`.
    private mutating func anchorName() throws(YAMLFailure) -> String {
        let start = position + 1
        position = start
        while !isAtWhite, !isAtLineEnd, !Self.isFlowIndicator(current) { position += 1 }
        guard position > start else { throw unexpected("the name of an anchor") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}

// MARK: - Aliases

extension YAMLParser {
    /// Reads the alias at `position`.
    ///
    /// - Returns: The node that it stands for, with the span of the alias.
    /// - Throws: `yaml/alias` if there is no such anchor or the alias is inside it, `yaml/alias-expansion` if aliases
    ///   have made the document too large, `yaml/too-deep` if they have made it too deep.
    mutating func parseAlias() throws(YAMLFailure) -> DocumentNode {
        let start = position
        let name = try anchorName()
        guard let anchor = anchors[name] else {
            throw failure("alias", "no anchor `&\(name)` before the alias", at: start)
        }
        guard case .node(var node, let count, let height) = anchor else {
            throw failure("alias", "the alias `*\(name)` stands inside the value that it stands for", at: start)
        }
        expanded += count
        created += count
        guard expanded <= Self.maximumExpansion else {
            throw failure("alias-expansion", "aliases add more than \(Self.maximumExpansion) nodes", at: start)
        }
        guard depth + height <= Self.maximumDepth else {
            throw failure("too-deep", "aliases put more than \(Self.maximumDepth) nodes inside one another", at: start)
        }
        deepest = max(deepest, depth + height)
        node.span = start..<position
        return node
    }

    /// Remembers the counters at the start of a node. Called behind `enter()`.
    mutating func mark() -> YAMLMark {
        defer { deepest = depth }
        return YAMLMark(created: created, deepest: deepest)
    }

    /// Counts a finished node and remembers it under its anchor.
    mutating func complete(
        _ value: DocumentNode.Value, span: Range<Int>, _ properties: YAMLProperties, since mark: YAMLMark
    ) -> DocumentNode {
        created += 1
        let node = DocumentNode(value, span: span)
        if let anchor = properties.anchor {
            anchors[anchor] = .node(node, count: created - mark.created, height: deepest - depth + 1)
        }
        deepest = max(deepest, mark.deepest)
        return node
    }
}

// MARK: - Tags

extension YAMLParser {
    /// Reads the tag at `position`.
    private mutating func tag() throws(YAMLFailure) -> String {
        let start = position
        if byte(at: start + 1) == UInt8(ascii: "<") { return try verbatimTag() }
        position += 1
        while Self.isWordCharacter(current) { position += 1 }
        var handle = "!"
        if current == UInt8(ascii: "!") {
            position += 1
            handle = String(decoding: bytes[start..<position], as: UTF8.self)
        } else {
            position = start + 1
        }
        let suffix = try tagText { Self.isTagCharacter($0) }
        if handle == "!", suffix.isEmpty { return "!" }
        guard !suffix.isEmpty else { throw unexpected("the name of a tag behind `\(handle)`") }
        if let prefix = tagHandles[handle] { return prefix + suffix }
        switch handle {
        case "!": return "!" + suffix
        case "!!": return YAMLSchema.tagPrefix + suffix
        default:
            throw failure(
                "tag-handle", "the tag handle `\(handle)` is not declared", at: start,
                remedy: "declare it with `%TAG \(handle) prefix` above `---`")
        }
    }

    private mutating func verbatimTag() throws(YAMLFailure) -> String {
        position += 2
        let text = try tagText { Self.isTagCharacter($0) || Self.isFlowURICharacter($0) }
        guard current == UInt8(ascii: ">"), !text.isEmpty else { throw unexpected("`>` at the end of the tag") }
        position += 1
        return text
    }

    /// Reads characters of a tag, with `%` and two hexadecimal digits decoded.
    private mutating func tagText(_ belongs: (UInt8) -> Bool) throws(YAMLFailure) -> String {
        var text: [UInt8] = []
        while true {
            if current == UInt8(ascii: "%") {
                guard let high = HexadecimalDigit.value(of: byte(at: position + 1)),
                    let low = HexadecimalDigit.value(of: byte(at: position + 2))
                else { throw failure("tag", "a `%` in a tag without two hexadecimal digits") }
                text.append(UInt8(high * 16 + low))
                position += 3
            } else if belongs(current) {
                text.append(current)
                position += 1
            } else {
                return String(decoding: text, as: UTF8.self)
            }
        }
    }

    /// Whether a byte may stand in the suffix of a tag (production 40 of the specification, without `%`).
    private static func isTagCharacter(_ byte: UInt8) -> Bool {
        if isWordCharacter(byte) { return true }
        switch byte {
        case UInt8(ascii: "#"), UInt8(ascii: ";"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: ":"),
            UInt8(ascii: "@"), UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "$"),
            UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "*"), UInt8(ascii: "'"),
            UInt8(ascii: "("), UInt8(ascii: ")"):
            return true
        default: return false
        }
    }

    /// Whether a byte may stand in a verbatim tag only (production 39 of the specification).
    private static func isFlowURICharacter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "!") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
    }
}
