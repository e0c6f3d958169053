/// What a package is for.
///
/// The first four are the types of `state.json`; the others are seen by detection alone.
package enum PackageType: String, Sendable, Hashable, CaseIterable {
    /// What runs in a browser or renders its pages.
    case frontend
    /// An API or application server.
    case backend
    /// Any other long-running server.
    case service
    /// Built and consumed by other packages, never deployed.
    case library
    /// Runs without being asked over the network: queue consumers, schedulers.
    case worker
    /// Runs per request or event on somebody's function platform.
    case function
    /// A command-line program.
    case cli
    /// An application for phones.
    case mobile
    /// A documentation site.
    case docs
    /// Configuration, scripts, tests and generators of the repository itself.
    case tooling

    /// The word in tables, such as `Frontend`.
    package var title: String {
        self == .cli ? "CLI" : rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    }
}
