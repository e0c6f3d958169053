/// A table of a TOML file while it is being read: it may still grow.
final class TOMLTable {
    /// What made a table decides what may still be added to it (TOML 1.0.0, "Table" and "Inline Table").
    enum Origin {
        /// A longer header such as `[a.b]` made `a`; a header `[a]` may still define it.
        case implied
        /// A header `[a]` or `[[a]]`, or the file itself; no header may define it again.
        case header
        /// A dotted key such as `a.b = 1`; more dotted keys of the same section may add to it.
        case dotted
        /// Braces; nothing may be added behind the closing one.
        case inline
    }

    /// What stands under a key.
    enum Entry {
        /// A scalar, a list in brackets, or an inline table: closed.
        case value(DocumentNode)
        /// A table that may grow.
        case table(TOMLTable)
        /// An array of tables, to which `[[header]]` adds.
        case tables(TOMLTableArray)
    }

    /// What made the table.
    var origin: Origin
    /// The bytes of the table: from its header, key or brace to the end of its last own value.
    var span: Range<Int>
    /// How many tables and lists it is inside of.
    let depth: Int
    private var members: [(key: TOMLKey, entry: Entry)] = []
    private var offsets: [ExactKey: Int] = [:]

    init(_ origin: Origin, span: Range<Int>, depth: Int) {
        self.origin = origin
        self.span = span
        self.depth = depth
    }

    /// What stands under a key, if anything does.
    subscript(key: String) -> Entry? {
        let key = ExactKey(text: key)
        if offsets.isEmpty { return members.first { ExactKey(text: $0.key.text) == key }?.entry }
        return offsets[key].map { members[$0].entry }
    }

    /// Adds a key that the table does not have.
    func add(_ key: TOMLKey, _ entry: Entry) {
        members.append((key, entry))
        // Most tables are so small that looking at each key is faster than hashing it.
        if members.count == 9 {
            for (offset, member) in members.enumerated() { offsets[ExactKey(text: member.key.text)] = offset }
        } else if members.count > 9 {
            offsets[ExactKey(text: key.text)] = members.count - 1
        }
    }

    /// Lets the table reach at least to `end`.
    func extend(to end: Int) {
        span = span.lowerBound..<max(span.upperBound, end)
    }

    /// The finished table.
    var node: DocumentNode {
        let finished = members.map { key, entry in
            DocumentMember(key: key.text, keySpan: key.span, value: Self.node(of: entry))
        }
        return DocumentNode(.mapping(finished), span: span)
    }

    private static func node(of entry: Entry) -> DocumentNode {
        switch entry {
        case .value(let node): return node
        case .table(let table): return table.node
        case .tables(let array):
            let nodes = array.tables.map(\.node)
            let start = nodes.first?.span.lowerBound ?? 0
            return DocumentNode(.sequence(nodes), span: start..<(nodes.last?.span.upperBound ?? start))
        }
    }
}

/// An array of tables of a TOML file while it is being read.
final class TOMLTableArray {
    /// The tables, in the order of their headers; the last one may still grow.
    var tables: [TOMLTable]

    init(_ first: TOMLTable) { tables = [first] }
}

/// One part of a key.
struct TOMLKey {
    /// The part with quotes and escapes resolved.
    var text: String
    /// Its bytes, quotes included.
    var span: Range<Int>
}

/// A key compared by its scalars: `String` takes different spellings of one accented letter for equal, TOML does not.
private struct ExactKey: Hashable {
    var text: String

    static func == (left: ExactKey, right: ExactKey) -> Bool {
        left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
