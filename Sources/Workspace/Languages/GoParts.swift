/// A package that a Go file imports.
package struct GoImport: Sendable, Hashable {
    /// The import path.
    package let path: String
    /// The name given to it: an identifier, `_` or `.`.
    package let alias: String?
    /// The bytes from the name to the path.
    package let range: Range<Int>
    /// The 1-based line.
    package let line: Int
    /// The name under which this file knows it: the alias, or the last part of the path without a version, as the
    /// package's own name usually is.
    package let local: String

    /// Makes an import as it is written.
    init(path: String, alias: String?, range: Range<Int>, line: Int) {
        self.path = path
        self.alias = alias
        self.range = range
        self.line = line
        local = alias ?? Self.customaryName(of: path)
    }

    /// The name that a package at a path usually has: the last part without a version.
    package static func customaryName(of path: String) -> String {
        var parts = path.split(separator: "/").map(String.init)
        if parts.count > 1, let last = parts.last, last.first == "v", last.dropFirst().allSatisfy(\.isNumber) {
            parts.removeLast()
        }
        let last = parts.last ?? path
        let base = last.split(separator: ".").first.map(String.init) ?? last
        return base.hasPrefix("go-") ? String(base.dropFirst(3)) : base
    }
}

/// A function or method of Go.
package struct GoFunction: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// The type of its receiver, without star and type parameters.
    package var receiver: String?
    /// The token indices between the brackets of its parameters.
    package var parameters: Range<Int>
    /// The token indices of its block, from brace to brace.
    package var body: Range<Int>
    /// The 1-based line.
    package var line: Int
}

/// One or more names that are given a value, or a type, in Go.
package struct GoAssignment: Sendable, Hashable {
    /// The names or paths on the left: `db`, `err`; `s.db`.
    package var names: [String]
    /// Whether `:=` or `var` declares them.
    package var isDeclaration: Bool
    /// The bytes of the type of a `var`.
    package var type: Range<Int>?
    /// The token indices of the value; empty for a `var` without one.
    package var value: Range<Int>
    /// The call with which the value starts.
    package var call: CallSite?
    /// The index of its statement.
    package var statement: Int
    /// The index in `GoFile.functions` of the function it is in; absent at the top of the file.
    package var function: Int?
    /// The 1-based line.
    package var line: Int
}

/// A struct type of Go.
package struct GoStruct: Sendable, Hashable {
    /// A field.
    package struct Field: Sendable, Hashable {
        /// Its name; for an embedded field that of the type.
        package var name: String
        /// Its type as it is written.
        package var type: String
        /// Its tag, decoded.
        package var label: String?
        /// The 1-based line.
        package var line: Int
    }

    /// Its name.
    package var name: String
    /// Its fields in order.
    package var fields: [Field]
    /// The token indices of its block, from brace to brace.
    package var body: Range<Int>
    /// The 1-based line.
    package var line: Int
}

/// A composite literal of Go: `&http.Server{Addr: ":8080"}`.
package struct GoLiteral: Sendable, Hashable {
    /// The type as it is written: `http.Server`.
    package var type: String
    /// Its elements; `name` is the key.
    package var elements: [CallArgument]
    /// The bytes from the type to the closing brace.
    package var range: Range<Int>
    /// The token indices from the type to the closing brace.
    package var tokens: Range<Int>
    /// The 1-based line.
    package var line: Int
}
