/// One name that an import statement of Python brings in.
package struct PythonImport: Sendable, Hashable {
    /// The module with dots, without those in front; empty for `from . import x`.
    package var module: String
    /// The number of dots in front: 0 for an absolute import.
    package var level: Int
    /// The name that is taken from the module, `*` for all; absent for `import module`.
    package var name: String?
    /// The name under which it is known here: `a` for `import a.b`.
    package var local: String
    /// The index of the statement.
    package var statement: Int
    /// The 1-based line of the statement.
    package var line: Int
}

/// A decorator with its call, if it is one.
package struct PythonDecorator: Sendable, Hashable {
    /// The dotted name: `app.get` for `@app.get("/x")`.
    package var name: String
    /// The call, for a decorator with brackets.
    package var call: CallSite?
    /// The bytes from the `@`.
    package var range: Range<Int>
    /// The 1-based line.
    package var line: Int
}

/// A function or method of Python.
package struct PythonFunction: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Whether it is `async def`.
    package var isAsync: Bool
    /// Its decorators from top to bottom.
    package var decorators: [PythonDecorator]
    /// Its parameters, each from name to default.
    package var parameters: [CallArgument]
    /// The bytes between the brackets of its parameters.
    package var parametersRange: Range<Int>
    /// The index of its header.
    package var statement: Int
    /// The indices of the statements inside; empty if the body is on the header's line.
    package var body: Range<Int>
    /// The index in `PythonModule.functions` of the function around it.
    package var enclosing: Int?
    /// The 1-based line of `def`.
    package var line: Int
}

/// A class of Python.
package struct PythonClass: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Its base classes and class arguments.
    package var bases: [CallArgument]
    /// The index of its header.
    package var statement: Int
    /// The indices of the statements inside.
    package var body: Range<Int>
    /// The 1-based line.
    package var line: Int
}

/// An assignment of Python to one name or path.
package struct PythonAssignment: Sendable, Hashable {
    /// What is assigned: `app` or `app.state.db`.
    package var target: String
    /// The bytes of the annotation.
    package var annotation: Range<Int>?
    /// The token indices of the value; empty for `name: Type` alone.
    package var value: Range<Int>
    /// The call that the value starts with, as in `FastAPI(title="x")`, also after `await`.
    package var call: CallSite?
    /// The decoded value, if it is a string literal.
    package var stringValue: String?
    /// The index of the statement.
    package var statement: Int
    /// The index in `PythonModule.functions` of the function it is in.
    package var function: Int?
    /// The 1-based line.
    package var line: Int
}
