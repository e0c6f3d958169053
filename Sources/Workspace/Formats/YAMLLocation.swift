/// A place in a YAML file that a path of keys leads to, and the edits that can be made there.
struct YAMLLocation {
    /// The layout of the file.
    let layout: YAMLLayout
    /// The deepest node that exists on the path.
    private(set) var node: DocumentNode
    /// The keys that it lacks.
    private(set) var missing: [String] = []
    /// The keys that lead to it.
    private(set) var found: [String] = []
    /// The member whose value it is; absent for the root.
    private(set) var member: DocumentMember?
    /// The column (0-based) of the block mapping that holds the member.
    private(set) var column = -1
    /// Whether it stands inside brackets.
    private(set) var isInFlow = false

    /// The file.
    var document: Document { layout.document }

    /// Follows a path as far as it goes.
    ///
    /// - Throws: `edit/not-object`, `edit/alias` or `edit/layout` for what it cannot go through.
    init(_ path: [String], in document: Document) throws(Diagnostic) {
        layout = YAMLLayout(document)
        node = document.root
        guard !Self.hasLoneReturn(document.bytes) else { throw layoutError() }
        for (index, key) in path.enumerated() {
            switch node.value {
            case .null: break
            case .mapping:
                guard !layout.isAlias(node) else { throw .throughAlias(found, at: document.place(of: node)) }
                guard let next = node.members.last(where: { $0.key == key }) else { break }
                try step(to: next)
                found.append(key)
                continue
            default: throw .notObject(found, at: document.place(of: node))
            }
            missing = Array(path[index...])
            return
        }
    }

    /// Whether a return stands without a newline behind it: YAML ends a line there, and no editor of today does.
    private static func hasLoneReturn(_ bytes: [UInt8]) -> Bool {
        bytes.indices.contains { index in
            bytes[index] == UInt8(ascii: "\r") && (index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n"))
        }
    }

    private mutating func step(to next: DocumentMember) throws(Diagnostic) {
        if layout.isFlow(node) {
            isInFlow = true
        } else if !isInFlow {
            column = try columnOfMapping()
        }
        member = next
        node = next.value
    }

    private func columnOfMapping() throws(Diagnostic) -> Int {
        guard let column = layout.column(ofMapping: node) else { throw layoutError() }
        return column
    }

    /// What is said of a place that is not edited.
    func layoutError() -> Diagnostic {
        .error(
            "edit/layout", "`\(found.joined(separator: "."))` is written in a way that is not edited",
            at: document.place(of: node), remedy: "write each key on a line of its own")
    }
}

// MARK: - Insertions

extension YAMLLocation {
    /// The edits that add a member to the node, which is a mapping or empty.
    func insert(_ value: YAMLValue, forKey key: String, after sibling: String?) throws(Diagnostic) -> [TextEdit] {
        let single = YAMLValue.mapping([(key: key, value: value)])
        guard let last = node.members.last else { return try replace(with: single) }
        if layout.isFlow(node) {
            try ensureContent(before: last.value.span.upperBound)
            let text = flowKey(key) + ": " + layout.writer.flow(value)
            return list(node.members.map { $0.keySpan.lowerBound..<$0.value.span.upperBound }).edits { _ in text }
        }
        guard !isInFlow else { throw layoutError() }
        let column = try columnOfMapping()
        let lines = layout.writer.member(key, value, column: column)
        let previous = node.members.last { $0.key == sibling } ?? last
        // A key behind `?` may go on below its line, and what ends with it has no value to stand behind.
        guard !layout.goesOn(previous.keySpan) else { throw layoutError() }
        // A line break would be one more of a text that keeps all of them.
        guard !layout.keepsEmptyLines(previous.value) || document.bytes.last == UInt8(ascii: "\n") else {
            throw layoutError()
        }
        let end = max(previous.keySpan.upperBound, previous.value.span.upperBound)
        return [
            layout.insert(lines, below: end, last: previous.value, column: column, isSeparated: separatesMembers)
        ]
    }

    /// The edits that add an element to the node, which is a sequence.
    func append(_ value: YAMLValue) throws(Diagnostic) -> [TextEdit] {
        guard !layout.isAlias(node) else { throw .throughAlias(found, at: document.place(of: node)) }
        if layout.isFlow(node) {
            if node.elements.isEmpty, !isInFlow { return try replace(with: .sequence([value])) }
            if let last = node.elements.last { try ensureContent(before: last.span.upperBound) }
            let text = layout.writer.flow(value)
            return list(node.elements.map(\.span)).edits { _ in text }
        }
        guard let last = node.elements.last else { return try replace(with: .sequence([value])) }
        let column = layout.column(of: node.span.lowerBound)
        var writer = layout.writer
        writer.dashWidth = dashWidth
        let lines = writer.element(value, column: column)
        let end = max(last.span.upperBound, node.span.upperBound)
        return [layout.insert(lines, below: end, last: last, column: column, isSeparated: separatesElements)]
    }

    /// Refuses a place in brackets that begins a line: what ends there is empty, and a comma may not begin one.
    private func ensureContent(before offset: Int) throws(Diagnostic) {
        guard !layout.text.isFirstOnLine(offset) else { throw layoutError() }
    }

    private var separatesMembers: Bool {
        let members = node.members
        guard members.count > 1 else { return false }
        return layout.hasEmptyLine(
            between: members[members.count - 2].value.span.upperBound,
            and: members[members.count - 1].keySpan.lowerBound)
    }

    private var separatesElements: Bool {
        let elements = node.elements
        guard elements.count > 1 else { return false }
        return layout.hasEmptyLine(
            between: elements[elements.count - 2].span.upperBound, and: elements[elements.count - 1].span.lowerBound)
    }

    /// The number of characters from the first `-` of the sequence to its element.
    private var dashWidth: Int {
        guard let first = node.elements.first, !first.span.isEmpty else { return 2 }
        let between = document.bytes[node.span.lowerBound + 1..<max(first.span.lowerBound, node.span.lowerBound + 1)]
        let isClear = !between.isEmpty && between.allSatisfy { $0 == UInt8(ascii: " ") }
        return isClear ? between.count + 1 : 2
    }

    /// A key for a mapping in brackets: in double quotes where the others are.
    private func flowKey(_ key: String) -> String {
        let isJSON = node.members.allSatisfy { document.bytes[$0.keySpan].first == UInt8(ascii: "\"") }
        return isJSON ? YAMLText.doubleQuoted(key) : YAMLText.scalar(key, inFlow: true)
    }

    private func list(_ elements: [Range<Int>]) -> ListInsertion {
        var list = ListInsertion(
            layout: layout.text, span: node.span, elements: elements,
            commentEnd: { [layout] start in
                layout.document.bytes[start] == UInt8(ascii: "#") ? layout.text.lineEnd(of: start) : nil
            })
        list.expandsEmpty = false
        list.padding = ""
        return list
    }
}

extension Diagnostic {
    fileprivate static func throughAlias(_ path: [String], at place: FilePlace) -> Diagnostic {
        .error(
            "edit/alias", "`\(path.joined(separator: "."))` is an alias: its content is shared with its anchor",
            at: place, remedy: "replace the alias by a copy of the content")
    }
}
