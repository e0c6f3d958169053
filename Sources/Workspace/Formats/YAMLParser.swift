/// Reads YAML 1.2 streams into nodes that know their bytes.
///
/// The grammar is that of the specification, 1.2.2 (yaml.org/spec/1.2.2), the values those of its core schema. It is
/// read in one pass without going back: what may be a key is read as a value first, and the `:` behind it decides.
/// Aliases are replaced by what they stand for; a node that came from an alias has the span of the alias, and its
/// children those of the anchored node. Merge keys are ordinary members, see `resolvingMergeKeys()`. Repeated keys
/// are all kept.
package struct YAMLParser {
    /// How many collections may stand inside one another, aliases replaced; far more than any manifest has, and few
    /// enough for the smallest thread stack.
    package static let maximumDepth = 128
    /// How many nodes aliases may add to a document.
    package static let maximumExpansion = 1_000_000

    /// The bytes of the stream.
    let bytes: UnsafeBufferPointer<UInt8>
    /// The path for messages.
    let path: String
    /// Offset of the next byte to read.
    var position = 0
    /// Offset of the first byte of the line that `position` is in.
    var lineStart = 0
    /// Open nodes around `position`.
    var depth = 0
    /// The greatest depth that the node being read has reached.
    var deepest = 0
    /// Nodes read so far, those that aliases added included.
    var created = 0
    /// Nodes that aliases added to the document being read.
    var expanded = 0
    /// What the anchors of the document being read stand for.
    var anchors: [String: YAMLAnchor] = [:]
    /// The tag handles that the document being read declares, with their prefixes.
    var tagHandles: [String: String] = [:]

    private init(bytes: UnsafeBufferPointer<UInt8>, path: String) {
        self.bytes = bytes
        self.path = path
    }

    /// Parses all documents of a file.
    ///
    /// - Parameters:
    ///   - bytes: The file, in UTF-8.
    ///   - path: Its path relative to the root, for messages.
    /// - Returns: The documents in their order; none if the file holds nothing but comments. Each has the bytes of
    ///   the whole file, so that its spans are offsets in the file.
    /// - Throws: `yaml/...` with line and column of the first byte that is not YAML.
    package static func parse(_ bytes: [UInt8], path: String) throws(Diagnostic) -> [Document] {
        let roots = try bytes.withUnsafeBufferPointer { buffer throws(Diagnostic) in
            var parser = YAMLParser(bytes: buffer, path: path)
            do throws(YAMLFailure) {
                return try parser.parseStream()
            } catch {
                throw error.diagnostic
            }
        }
        let lines = LineIndex(bytes)
        return roots.map { Document(path: path, bytes: bytes, root: $0, lines: lines) }
    }

    /// Parses a file of which only the first document matters.
    ///
    /// - Returns: The first document; one with a null root if there is none.
    /// - Throws: `yaml/...`, also for what is wrong in a later document.
    package static func parseSingle(_ bytes: [UInt8], path: String) throws(Diagnostic) -> Document {
        let first = try parse(bytes, path: path).first
        return first ?? Document(path: path, bytes: bytes, root: DocumentNode(.null, span: 0..<0))
    }
}

// MARK: - Documents

extension YAMLParser {
    private mutating func parseStream() throws(YAMLFailure) -> [DocumentNode] {
        try checkEncoding()
        var roots: [DocumentNode] = []
        // A document without `---` is only possible where the one before has been closed by `...`.
        var mayBeBare = true
        while true {
            skipDocumentPrefix()
            if isAtEnd { return roots }
            if isMarker(UInt8(ascii: "."), at: position) {
                position += 3
                try finishLine()
                mayBeBare = true
                continue
            }
            guard mayBeBare || isMarker(UInt8(ascii: "-"), at: position) else { throw contentBehindDocument() }
            roots.append(try parseDocument())
            mayBeBare = false
            guard isAtEnd || isDocumentMarker(at: position) else { throw contentBehindDocument() }
        }
    }

    private mutating func parseDocument() throws(YAMLFailure) -> DocumentNode {
        anchors.removeAll()
        tagHandles.removeAll()
        expanded = 0
        if current == UInt8(ascii: "%") { try parseDirectives() }
        let isExplicit = isMarker(UInt8(ascii: "-"), at: position)
        if isExplicit { position += 3 }
        return try parseBlockNode(in: -1, sequenceAtParent: false, compact: !isExplicit)
    }

    /// Steps over byte order marks, comments and empty lines.
    private mutating func skipDocumentPrefix() {
        skipBlankLines()
        while bytes[position...].starts(with: UTF8Validation.byteOrderMark) {
            position += UTF8Validation.byteOrderMark.count
            lineStart = position
            skipBlankLines()
        }
    }

    private func checkEncoding() throws(YAMLFailure) {
        if bytes.count >= 2, bytes[0] == 0 || bytes[1] == 0 || (bytes[0] ^ bytes[1] == 1 && bytes[0] >= 0xFE) {
            throw failure("encoding", "the file is not in UTF-8 but in UTF-16 or UTF-32", at: 0, remedy: .saveAsUTF8)
        }
        if let bad = UTF8Validation.firstInvalidByte(in: bytes) {
            throw failure("encoding", "a byte that is no UTF-8", at: bad, remedy: .saveAsUTF8)
        }
        let control = bytes.firstIndex { byte in
            byte < 0x20 && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\r") && byte != UInt8(ascii: "\t")
        }
        guard let control else { return }
        throw failure(
            "control-character", "the control character 0x\(ByteDescription.hexadecimal(bytes[control]))", at: control,
            remedy: "write it as an escape in double quotes")
    }

    private func contentBehindDocument() -> YAMLFailure {
        failure(
            "trailing-content", "there is more behind the end of the document, from \(found) on",
            remedy: "indent it like the lines that it belongs to, or put `---` above it")
    }
}

// MARK: - Nesting

extension YAMLParser {
    /// Counts an open node. Balanced by `depth -= 1`.
    mutating func enter() throws(YAMLFailure) {
        guard depth < Self.maximumDepth else {
            throw failure("too-deep", "more than \(Self.maximumDepth) nodes inside one another")
        }
        depth += 1
        deepest = max(deepest, depth)
    }
}

// MARK: - Messages

extension YAMLParser {
    /// What stands at `position`, for a message.
    var found: String { ByteDescription.describe(bytes, at: position) }

    /// The error that something else stands at `position`.
    func unexpected(_ expected: String) -> YAMLFailure {
        failure(isAtEnd ? "unexpected-end" : "unexpected", "expected \(expected), found \(found)")
    }

    /// An error `yaml/<problem>` at an offset, or at `position`.
    func failure(_ problem: String, _ message: String, at offset: Int? = nil, remedy: String? = nil) -> YAMLFailure {
        let place = LineIndex(Array(bytes)).place(of: offset ?? position, in: path)
        return .found(.error("yaml/\(problem)", message, at: place, remedy: remedy))
    }
}

/// A diagnostic on its way up, in one word: the frames of functions that call one another deeply stay small.
indirect enum YAMLFailure: Error {
    /// What was found.
    case found(Diagnostic)

    /// What was found.
    var diagnostic: Diagnostic {
        switch self {
        case .found(let diagnostic): diagnostic
        }
    }
}

extension String {
    fileprivate static let saveAsUTF8 = "save the file as UTF-8"
}
