/// How a table of a parsed TOML file is written, which decides how a key is added to it.
enum TOMLTableForm {
    /// The file itself.
    case root
    /// `[a]` or `[[a]]`.
    case header
    /// Only longer headers name it.
    case implied
    /// `a.b = 1` made `a`.
    case dotted
    /// `{ a = 1 }`.
    case inline

    /// The form of the table that is the value of `member`; absent where the value is no table.
    init?(of member: DocumentMember, in document: Document) {
        guard case .mapping = member.value.value else { return nil }
        self.init(of: member.value, keySpan: member.keySpan, in: document)
    }

    /// The form of a table; `keySpan` is absent for an element of a list.
    fileprivate init(of node: DocumentNode, keySpan: Range<Int>?, in document: Document) {
        switch document.bytes[node.span.lowerBound] {
        case UInt8(ascii: "{"): self = .inline
        case UInt8(ascii: "["): self = .header
        default: self = node.span == keySpan ? .implied : .dotted
        }
    }
}

extension DocumentMember {
    /// Whether the member of a TOML table is written in the section of that table, rather than under its own header.
    func isPair(in document: Document) -> Bool {
        if case .sequence = value.value { return !value.isArrayOfTables(in: document) }
        switch TOMLTableForm(of: self, in: document) {
        case .header, .implied: return false
        case .root, .dotted, .inline, nil: return true
        }
    }
}

extension DocumentNode {
    /// Whether the node is a list that `[[header]]` made.
    func isArrayOfTables(in document: Document) -> Bool {
        guard let first = elements.first, case .mapping = first.value else { return false }
        return document.bytes[first.span.lowerBound] == UInt8(ascii: "[")
    }

    /// The end of everything below the node, wherever in the file it stands.
    var subtreeEnd: Int {
        var end = span.upperBound
        for member in members { end = max(end, member.value.subtreeEnd) }
        for element in elements { end = max(end, element.subtreeEnd) }
        return end
    }
}

/// Where a path of keys leads in a TOML file.
struct TOMLLocation {
    /// The deepest node that exists.
    var node: DocumentNode
    /// How it is written, if it is a table.
    var form: TOMLTableForm?
    /// The keys that lead to it.
    var found: [String] = []
    /// The keys that do not exist below it.
    var missing: [String] = []
    /// The innermost table around or at `node` that a key is added to as it is: the root, one with a header, or one in
    /// braces. Only the keys from there on can be dotted together.
    var section: DocumentNode
    /// How `section` is written.
    var sectionForm: TOMLTableForm = .root
    /// The keys from `section` down to `node`.
    var keysInSection: [String] = []

    /// Follows keys from the root down; an array of tables leads to its last table.
    ///
    /// - Throws: `edit/not-object` where something on the way is no table.
    init(_ path: [String], in document: Document) throws(Diagnostic) {
        node = document.root
        form = .root
        section = document.root
        for (index, key) in path.enumerated() {
            enterLastTable(in: document)
            guard case .mapping(let members) = node.value else {
                throw .notObject(found, at: document.place(of: node))
            }
            guard let member = members.last(where: { $0.key == key }) else {
                missing = Array(path[index...])
                return
            }
            found.append(key)
            keysInSection.append(key)
            node = member.value
            form = TOMLTableForm(of: member, in: document)
            if form == .header || form == .inline { enterSection(as: form) }
        }
    }

    private mutating func enterSection(as form: TOMLTableForm?) {
        section = node
        sectionForm = form ?? .root
        keysInSection = []
    }

    /// Steps from an array of tables to its last table.
    private mutating func enterLastTable(in document: Document) {
        guard node.isArrayOfTables(in: document), let last = node.elements.last else { return }
        node = last
        form = .header
        enterSection(as: .header)
    }
}
