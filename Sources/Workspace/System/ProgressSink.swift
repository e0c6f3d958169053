/// Where work that takes time says how far it is.
///
/// Every text may hold names taken from the repository: whoever shows it makes it safe for a terminal.
package protocol ProgressSink: Sendable {
    /// A unit has begun another step.
    ///
    /// - Parameters:
    ///   - unit: Path of the package relative to the root, or the id of a component.
    ///   - step: What is being done, such as `installing`.
    func update(unit: String, step: String)

    /// A unit is done; nothing follows about it.
    ///
    /// - Parameters:
    ///   - unit: The name that `update` was given.
    ///   - outcome: What came of it, such as `passed`.
    func finish(unit: String, outcome: String)

    /// Something that belongs to no single unit, or to no step of it; one line.
    func note(_ text: String)
}
