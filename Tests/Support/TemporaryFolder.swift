import Workspace

/// Gives `body` the absolute path of a new folder, and removes the folder afterwards.
package func withTemporaryFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let made = try FileSystemAccess.makeTemporaryFolder(in: "/tmp", prefix: "infra-ws-test-")
    let path = FileSystemAccess.realPath(made) ?? made
    defer { try? FileSystemAccess.removeTree(path) }
    return try await body(path)
}

/// Writes files into a folder, making the folders in between.
///
/// - Parameters:
///   - files: Contents by path, relative to the folder.
///   - folder: Absolute path.
/// - Throws: `file-system`.
package func write(_ files: [String: String], into folder: String) throws {
    try FileSystemAccess.makeFolder(folder, withParents: true)
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
        if let slash = path.lastIndex(of: "/") {
            try FileSystemAccess.makeFolder("\(folder)/\(path[..<slash])", withParents: true)
        }
        try FileSystemAccess.write(Array(text.utf8), to: "\(folder)/\(path)")
    }
}
