/// A name that an import of JavaScript binds.
package struct JavaScriptBinding: Sendable, Hashable {
    /// The name in the module: `default`, `*` for the whole module, or the name itself.
    package var imported: String
    /// The name in this file.
    package var local: String
}

/// A module that a JavaScript file loads.
package struct JavaScriptImport: Sendable, Hashable {
    /// How it is loaded.
    package enum Form: String, Sendable, Hashable {
        /// `import … from "x"`, or `import "x"`.
        case declaration
        /// `export … from "x"`.
        case reexport
        /// `require("x")`.
        case require
        /// `import("x")`.
        case dynamic
    }

    /// The specifier as it is written, decoded.
    package var module: String
    /// How it is loaded.
    package var form: Form
    /// The names that it binds; empty for a side effect.
    package var bindings: [JavaScriptBinding]
    /// Whether it is erased with the types.
    package var isTypeOnly: Bool
    /// The index of its statement.
    package var statement: Int
    /// The 1-based line.
    package var line: Int

    /// The name under which this file knows an export of the module.
    package func local(_ imported: String) -> String? { bindings.first { $0.imported == imported }?.local }
}

/// A name that a JavaScript file exports.
package struct JavaScriptExport: Sendable, Hashable {
    /// The name outside: `default` also for `module.exports = x`.
    package var name: String
    /// The name in this file, if the export is one.
    package var local: String?
    /// The index of its statement.
    package var statement: Int
    /// The 1-based line.
    package var line: Int
}

/// A variable with a value, or an assignment to a path.
package struct JavaScriptDeclaration: Sendable, Hashable {
    /// The name or path: `app`, `this.app`.
    package var name: String
    /// `const`, `let` or `var`; absent for an assignment.
    package var keyword: String?
    /// Whether `export` stands before it.
    package var isExported: Bool
    /// The token indices of the value.
    package var value: Range<Int>
    /// The first call of the value, as in `express()` or `new Hono()`, also after `await`.
    package var call: CallSite?
    /// The decoded value, if it is a string literal.
    package var stringValue: String?
    /// The index of its statement.
    package var statement: Int
    /// The index in `JavaScriptModule.functions` of the function it is in.
    package var function: Int?
    /// The 1-based line.
    package var line: Int
}

/// A function of JavaScript with a block.
package struct JavaScriptFunction: Sendable, Hashable {
    /// Its name, of the variable or property for an arrow function; empty for an anonymous one.
    package var name: String
    /// Whether it is asynchronous.
    package var isAsync: Bool
    /// The token indices between the brackets of its parameters; empty without brackets.
    package var parameters: Range<Int>
    /// The token indices of its block, from brace to brace.
    package var body: Range<Int>
    /// The index of the function around it.
    package var enclosing: Int?
    /// The 1-based line of its block's opening brace.
    package var line: Int
}
