#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The environment that the user started us with.
package enum UserEnvironment {
    /// All variables.
    package static var current: [String: String] { ProcessInfo.processInfo.environment }

    /// The search path that is used where the environment has none.
    package static let defaultSearchPath = "/usr/local/bin:/usr/bin:/bin"

    /// What a program of the repository gets of it: `PATH` and the language, and nothing else.
    ///
    /// - Parameters:
    ///   - variables: The environment to take from.
    ///   - home: The value of `HOME`, a folder of the private copy.
    ///   - temporary: The value of `TMPDIR`, a folder of the private copy.
    /// - Returns: Four variables.
    package static func restricted(
        _ variables: [String: String] = current, home: String, temporary: String
    ) -> [String: String] {
        [
            "PATH": variables["PATH"] ?? defaultSearchPath, "LANG": variables["LANG"] ?? "C.UTF-8", "HOME": home,
            "TMPDIR": temporary,
        ]
    }
}
