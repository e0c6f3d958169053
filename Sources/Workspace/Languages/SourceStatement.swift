/// A statement in a language with braces; inside an object literal, its members.
package struct SourceStatement: Sendable, Hashable {
    /// Its token indices, with a closing semicolon.
    package var tokens: Range<Int>
    /// Its bytes.
    package var range: Range<Int>
    /// The 1-based line on which it starts.
    package var line: Int
    /// The index of the innermost statement around it; absent at the top of the file.
    package var parent: Int?
    /// The token index of the brace that opens its block; absent at the top of the file.
    package var block: Int?
}

/// The statements of a file and which of them holds a token.
package struct SourceStatements: Sendable {
    /// All statements, in the order in which they start.
    package let statements: [SourceStatement]
    /// For each token the innermost statement that holds it, or -1.
    private let owners: [Int32]

    /// Takes what `StatementReader` found.
    init(_ statements: [SourceStatement], owners: [Int32]) {
        self.statements = statements
        self.owners = owners
    }

    /// The index of the innermost statement that holds a token.
    package func index(ofToken token: Int) -> Int? {
        owners.indices.contains(token) && owners[token] >= 0 ? Int(owners[token]) : nil
    }
}
