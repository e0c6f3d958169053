/// A place where source code reads a variable of the environment.
package struct EnvironmentRead: Sendable, Hashable {
    /// The variable.
    package var name: String
    /// The bytes of the expression that reads it, without its default.
    package var range: Range<Int>
    /// The 1-based line.
    package var line: Int
    /// Whether there is a value for when it is not set, so that the program starts without it.
    package var hasDefault: Bool
    /// That value, if it is a string or a number.
    package var defaultValue: String?
}
