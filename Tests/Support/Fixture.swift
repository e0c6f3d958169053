#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The sample repositories below `fixtures`.
package enum Fixture {
    /// The absolute path of a fixture, without links.
    ///
    /// - Parameters:
    ///   - name: Its path below `fixtures`, such as `monorepos/storefront`.
    ///   - filePath: This file.
    /// - Returns: The path.
    package static func path(_ name: String, filePath: String = #filePath) -> String {
        let root = URL(filePath: filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return root.appending(path: "fixtures/\(name)").path()
    }
}
