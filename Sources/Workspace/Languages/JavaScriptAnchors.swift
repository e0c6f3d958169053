extension JavaScriptModule {
    /// Where an import or a `require` can be added: after the first group of them that no other statement interrupts;
    /// without any, after the directives and the comments with which the file starts.
    package var importAnchor: SourceAnchor {
        let loading = Set(imports.filter { $0.form != .dynamic }.map(\.statement))
        var last: Int?
        for (index, statement) in statements.statements.enumerated() where statement.parent == nil {
            if loading.contains(index), isLoad(statement) { last = index } else if last != nil { break }
        }
        if let last { return anchor(after: statements.statements[last]) }
        return topAnchor
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

    /// Whether nothing but blanks is before a statement on its first line and after it on its last, so that whole
    /// lines can be inserted around it; a comment after it is allowed.
    package func standsAlone(_ statement: SourceStatement) -> Bool {
        let first = statement.tokens.lowerBound
        let end = statement.tokens.upperBound
        return tokens.startsLine(first) && (end >= tokens.count || tokens.startsLine(end))
    }

    /// A declaration by `import` or of variables that are loaded by `require`, without further calls.
    private func isLoad(_ statement: SourceStatement) -> Bool {
        tokens.isName(statement.tokens.lowerBound, in: ["import", "const", "let", "var", "require"])
    }

    private var topAnchor: SourceAnchor {
        var end: Int?
        for statement in statements.statements where statement.parent == nil {
            guard tokens.kind(statement.tokens.lowerBound) == .string, statement.tokens.count <= 2 else { break }
            end = statement.range.upperBound
        }
        if let end { return text.anchor(afterLineOf: max(end - 1, 0), indentation: "") }
        let first = tokens.token(0)?.start ?? text.count
        return text.anchor(beforeLineOf: first, indentation: "")
    }
}
