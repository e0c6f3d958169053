extension GoFile {
    /// The smallest edit that imports a package; absent if it is imported already under this name.
    ///
    /// In a group it goes before the first path that sorts after it in the part with the standard library or the part
    /// with others, as gofmt would keep it; a single import gets a second declaration below it.
    package func importing(_ path: String, alias: String? = nil) -> TextEdit? {
        if imports.contains(where: { $0.path == path && $0.alias == alias }) { return nil }
        let spec = (alias.map { $0 + " " } ?? "") + "\"\(path)\""
        guard let declaration = importDeclarations.first else {
            let end = tokens.token(packageEnd - 1)?.end ?? text.count
            let anchor = text.anchor(afterLineOf: max(end - 1, 0), indentation: "")
            return text.insertion(of: ["", "import " + spec], at: anchor)
        }
        let opener = declaration.lowerBound + 1
        guard tokens.isSymbol(opener, "("), let close = tokens.partner(of: opener),
            let start = tokens.token(opener)?.start,
            let end = tokens.token(close)?.start
        else {
            let last = max(tokens.range(declaration).upperBound - 1, 0)
            return text.insertion(of: ["import " + spec], at: text.anchor(afterLineOf: last, indentation: ""))
        }
        return groupInsertion(of: path, spec, in: start..<end)
    }

    private func groupInsertion(of path: String, _ spec: String, in group: Range<Int>) -> TextEdit {
        let own = imports.filter { group.contains($0.range.lowerBound) }
        let alike = own.filter { Self.isStandard($0.path) == Self.isStandard(path) }
        let isOneLine = text.line(of: group.lowerBound) == text.line(of: group.upperBound)
        if isOneLine { return TextEdit(insert: "; \(spec)", at: group.upperBound) }
        if let next = alike.first(where: { $0.path > path }) {
            return text.insertion(of: [spec], at: text.anchor(beforeLineOf: next.range.lowerBound, indentation: "\t"))
        }
        if let last = alike.last {
            return text.insertion(of: [spec], at: text.anchor(afterLineOf: last.range.upperBound, indentation: "\t"))
        }
        // The first of its kind: a part of its own, the standard library first.
        if Self.isStandard(path) {
            let anchor = text.anchor(afterLineOf: group.lowerBound, indentation: "\t")
            return text.insertion(of: own.isEmpty ? [spec] : [spec, ""], at: anchor)
        }
        let anchor = text.anchor(beforeLineOf: group.upperBound, indentation: "\t")
        return text.insertion(of: own.isEmpty ? [spec] : ["", spec], at: anchor)
    }

    /// Whether a path belongs to the standard library: its first part has no dot (`go help importpath`).
    package static func isStandard(_ path: String) -> Bool {
        !(path.split(separator: "/").first ?? "").contains(".")
    }

    /// The anchor on the line after a statement.
    package func anchor(after statement: SourceStatement) -> SourceAnchor {
        text.anchor(
            afterLineOf: max(statement.range.upperBound - 1, 0),
            indentation: text.indentation(at: statement.range.lowerBound))
    }

    /// The anchor on the line of a statement, before it.
    package func anchor(before statement: SourceStatement) -> SourceAnchor {
        text.anchor(beforeLineOf: statement.range.lowerBound)
    }

    /// The anchor on the line after a function.
    package func anchor(after function: GoFunction) -> SourceAnchor {
        text.anchor(afterLineOf: max(tokens.range(function.body).upperBound - 1, 0), indentation: "")
    }
}
