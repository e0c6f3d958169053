#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Finds programs the way a shell does.
package struct ToolLocator: Sendable {
    /// The folders of the search path, in order.
    private let folders: [String]

    /// Makes a locator for the value of a `PATH` variable. Relative and empty entries are left out: what is found must
    /// not depend on the working directory, which may be a repository.
    package init(searchPath: String) {
        folders = searchPath.split(separator: ":").filter { $0.hasPrefix("/") }.map(String.init)
    }

    /// The absolute path of a program.
    ///
    /// - Parameter name: A bare name; one with a `/` in it is not found.
    /// - Returns: The first executable file of that name on the path.
    package func path(of name: String) -> String? {
        guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/")) else { return nil }
        for folder in folders {
            let candidate = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            if Self.isExecutableFile(candidate) { return candidate }
        }
        return nil
    }

    /// Whether a path leads to a regular file that this user may execute.
    static func isExecutableFile(_ path: String) -> Bool {
        var information = stat()
        guard stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG else { return false }
        return access(path, X_OK) == 0
    }
}
