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
    ///   - filePath: The file that asks, however deep below `Tests`.
    /// - Returns: The path.
    package static func path(_ name: String, filePath: String = #filePath) -> String {
        var folder = URL(filePath: filePath).deletingLastPathComponent()
        while folder.lastPathComponent != "Tests", folder.pathComponents.count > 1 {
            folder = folder.deletingLastPathComponent()
        }
        return folder.deletingLastPathComponent().appending(path: "fixtures/\(name)").path()
    }
}
