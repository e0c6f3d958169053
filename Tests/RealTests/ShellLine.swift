#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A line that `sh` has run, in an empty folder of its own.
struct ShellLine {
    /// The status of the line.
    let status: Int32
    /// What it wrote to standard output.
    let results: String
    /// What it wrote to standard error.
    let talk: String

    /// Runs a line.
    ///
    /// - Parameters:
    ///   - line: For `sh`.
    ///   - files: Files to put into the folder first, by their names.
    /// - Throws: What the file system says about the folder.
    init(_ line: String, files: [String: String] = [:]) throws {
        let folder = FileManager.default.temporaryDirectory.appending(component: "line-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, contents) in files { try Data(contents.utf8).write(to: URL(filePath: "\(folder)/\(name)")) }
        // The folder's name needs no quotes: letters, digits, dashes and slashes.
        let waited = system("cd \(folder) && {\n\(line)\n} >.results 2>.talk </dev/null")
        status = waited & 0x7F == 0 ? (waited >> 8) & 0xFF : 128 + (waited & 0x7F)
        results = try String(contentsOf: URL(filePath: folder + "/.results"), encoding: .utf8)
        talk = try String(contentsOf: URL(filePath: folder + "/.talk"), encoding: .utf8)
    }

    /// Whether `sh` finds a program of that name.
    static func finds(_ program: String) -> Bool {
        system("command -v \(program) >/dev/null 2>&1") == 0
    }
}
