/// One argument of a call.
package struct CallArgument: Sendable, Hashable {
    /// Its name, where it is passed by name.
    package var name: String?
    /// Its bytes, with the name.
    package var range: Range<Int>
    /// The token indices of its value, without the name.
    package var tokens: Range<Int>
    /// The bytes of its value.
    package var value: Range<Int>
    /// The decoded value, if it is one string literal.
    package var stringValue: String?
}

/// A call in source code: `app.get("/x", handler)`.
package struct CallSite: Sendable, Hashable {
    /// What is called, without spaces: `app.get`, `http.HandleFunc`; an earlier call in a chain is shown by empty
    /// parentheses, as in `app.route().get`. A chain of more than 24 parts starts with a dot.
    package var callee: String
    /// Whether `new` stands before it.
    package var isConstruction: Bool
    /// Its arguments in order.
    package var arguments: [CallArgument]
    /// The token indices from the first of the callee to the closing bracket.
    package var tokens: Range<Int>
    /// The token index of the opening bracket.
    package var opener: Int
    /// The bytes from the callee to the closing bracket.
    package var range: Range<Int>
    /// The 1-based line of the last name of the callee, where a chain is broken over lines.
    package var line: Int

    /// The last name of the callee: `get` for `app.get`.
    package var method: String {
        // Each framework asks each call: one look from the end, and nothing is allocated for the parts before.
        let bytes = callee.utf8
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return callee }
        let start = bytes.index(after: dot)
        guard start < bytes.endIndex else { return callee.split(separator: ".").last.map(String.init) ?? callee }
        return String(callee[start...])
    }
    /// What stands before the last name: `app` for `app.get`; empty for a plain function.
    package var receiver: String {
        guard let dot = callee.utf8.lastIndex(of: UInt8(ascii: ".")) else { return "" }
        return String(callee[..<dot])
    }

    /// The first argument, if it is passed by position and a string literal.
    package var firstString: String? {
        guard let first = arguments.first, first.name == nil else { return nil }
        return first.stringValue
    }

    /// The argument that is passed under a name.
    package func argument(named name: String) -> CallArgument? { arguments.first { $0.name == name } }
}
