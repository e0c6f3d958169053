// Keys, `key = value` and headers of TOML, and which of them may add to which table.

extension TOMLParser {
    /// Reads a dotted key: at least one part.
    mutating func parseKey() throws(Diagnostic) -> [TOMLKey] {
        var parts: [TOMLKey] = []
        while true {
            skipSpaces()
            let start = position
            let text: String
            switch current {
            case UInt8(ascii: "\""): text = try parseBasicLine()
            case UInt8(ascii: "'"): text = try parseLiteralLine()
            default: text = try parseBareKey()
            }
            parts.append(TOMLKey(text: text, span: start..<position))
            guard parts.count <= Self.maximumDepth else { throw tooDeep }
            skipSpaces()
            guard current == UInt8(ascii: ".") else { return parts }
            position += 1
        }
    }

    private mutating func parseBareKey() throws(Diagnostic) -> String {
        let start = position
        while isBareKeyByte(current) { position += 1 }
        guard position > start else { throw unexpected("a key") }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
    }

    private func isBareKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Reads `key = value` into a table.
    mutating func parsePair(into table: TOMLTable) throws(Diagnostic) {
        let target = try parsePairKey(in: table)
        let value = try parseValue(depth: target.owners[target.owners.count - 1].depth)
        target.owners[target.owners.count - 1].add(target.key, .value(value))
        for table in target.owners where table.depth > 0 { table.extend(to: position) }
    }

    /// Reads `key =`, and finds the tables that the key steps into: never empty, the last one gets the value.
    private mutating func parsePairKey(
        in table: TOMLTable
    ) throws(Diagnostic) -> (owners: [TOMLTable], key: TOMLKey) {
        var parts = try parseKey()
        let last = parts.removeLast()
        guard current == UInt8(ascii: "=") else { throw unexpected("`=` after the key") }
        position += 1
        skipSpaces()
        var owner = table
        var owners = [table]
        for part in parts {
            owner = try dottedTable(part, in: owner)
            owners.append(owner)
        }
        guard owner[last.text] == nil else { throw duplicate(last) }
        return (owners, last)
    }

    /// The table that a dotted key steps into: only one that dotted keys made.
    private func dottedTable(_ key: TOMLKey, in table: TOMLTable) throws(Diagnostic) -> TOMLTable {
        switch table[key.text] {
        case nil:
            guard table.depth < Self.maximumDepth else { throw tooDeep }
            let new = TOMLTable(.dotted, span: key.span, depth: table.depth + 1)
            table.add(key, .table(new))
            return new
        case .table(let existing) where existing.origin == .dotted: return existing
        case .table, .tables: throw redefined(key, "is a table of its own, to which a dotted key cannot add")
        case .value: throw redefined(key, "has a value already, to which a dotted key cannot add")
        }
    }
}

// MARK: - Headers

extension TOMLParser {
    /// Reads `[key]` or `[[key]]`, and gives the table that the following lines fill.
    mutating func parseHeader(in root: TOMLTable) throws(Diagnostic) -> TOMLTable {
        let start = position
        let isArray = byte(ahead: 1) == UInt8(ascii: "[")
        position += isArray ? 2 : 1
        let key = try parseKey()
        for _ in 0..<(isArray ? 2 : 1) {
            guard current == UInt8(ascii: "]") else { throw unexpected(isArray ? "`]]`" : "`]`") }
            position += 1
        }
        var owner = root
        for part in key.dropLast() { owner = try parent(part, in: owner) }
        guard let last = key.last else { return root }
        guard owner.depth + 1 < Self.maximumDepth else { throw tooDeep }
        let span = start..<position
        return isArray ? try appendTable(last, to: owner, span: span) : try defineTable(last, in: owner, span: span)
    }

    /// The table that a header steps through; the last one of an array of tables.
    private func parent(_ key: TOMLKey, in table: TOMLTable) throws(Diagnostic) -> TOMLTable {
        switch table[key.text] {
        case nil:
            guard table.depth + 1 < Self.maximumDepth else { throw tooDeep }
            let new = TOMLTable(.implied, span: key.span, depth: table.depth + 1)
            table.add(key, .table(new))
            return new
        case .table(let existing): return existing
        case .tables(let array):
            guard let last = array.tables.last else { return table }
            return last
        case .value: throw redefined(key, "has a value already, so that it cannot hold a table")
        }
    }

    private func defineTable(
        _ key: TOMLKey, in owner: TOMLTable, span: Range<Int>
    ) throws(Diagnostic) -> TOMLTable {
        switch owner[key.text] {
        case nil:
            let new = TOMLTable(.header, span: span, depth: owner.depth + 1)
            owner.add(key, .table(new))
            return new
        case .table(let existing) where existing.origin == .implied:
            existing.origin = .header
            existing.span = span
            return existing
        case .table: throw redefined(key, "is defined already")
        case .tables: throw redefined(key, "is an array of tables, to which only `[[...]]` adds")
        case .value: throw redefined(key, "has a value already")
        }
    }

    private func appendTable(
        _ key: TOMLKey, to owner: TOMLTable, span: Range<Int>
    ) throws(Diagnostic) -> TOMLTable {
        // One level for the array and one for its element.
        let new = TOMLTable(.header, span: span, depth: owner.depth + 2)
        switch owner[key.text] {
        case nil: owner.add(key, .tables(TOMLTableArray(new)))
        case .tables(let array): array.tables.append(new)
        case .table: throw redefined(key, "is a table, not an array of tables")
        case .value: throw redefined(key, "has a value already, to which `[[...]]` cannot add")
        }
        return new
    }

    private func duplicate(_ key: TOMLKey) -> Diagnostic {
        failure(
            "duplicate-key", "the key `\(key.text)` is there twice", at: key.span.lowerBound,
            remedy: "remove one of them")
    }

    private func redefined(_ key: TOMLKey, _ problem: String) -> Diagnostic {
        failure(
            "redefinition", "`\(key.text)` \(problem)", at: key.span.lowerBound,
            remedy: "keep everything of one table in one place")
    }
}
