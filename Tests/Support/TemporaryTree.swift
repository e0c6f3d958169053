import Workspace

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A folder for one test, gone when nobody holds it any more.
package final class TemporaryTree: Sendable {
    /// Its absolute path, without links.
    package let path: String

    /// Makes an empty folder.
    package init() throws {
        let folder = try FileSystemAccess.makeTemporaryFolder(in: "/tmp", prefix: "infra-ws-test-")
        path = FileSystemAccess.realPath(folder) ?? folder
    }

    deinit {
        try? FileSystemAccess.removeTree(path)
    }

    /// Writes a file with its folders.
    package func write(_ name: String, _ text: String, mode: UInt16 = 0o644) throws {
        let file = "\(path)/\(name)"
        try FileSystemAccess.makeFolder("\(path)/\(RelativePath.folder(of: name))", withParents: true)
        try FileSystemAccess.write(Array(text.utf8), to: file)
        guard chmod(file, mode_t(mode)) == 0 else {
            throw Diagnostic.error("test", "cannot change the mode of \(name)")
        }
    }

    /// The text of a file; absent if there is none.
    package func text(_ name: String) -> String? {
        (try? FileSystemAccess.read("\(path)/\(name)")).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Every file and folder with its mode and contents, one a line, sorted by path.
    package func listing(_ folder: String = "") throws -> [String] {
        var lines: [String] = []
        for name in try FileSystemAccess.list("\(path)/\(folder)") {
            let relative = folder.isEmpty ? name : "\(folder)/\(name)"
            guard let information = FileSystemAccess.information("\(path)/\(relative)") else { continue }
            let mode = String(information.mode, radix: 8)
            switch information.kind {
            case .folder:
                lines.append("\(relative)/ \(mode)")
                lines += try listing(relative)
            case .link: lines.append("\(relative) -> \(try FileSystemAccess.readLink("\(path)/\(relative)"))")
            case .regular, .other: lines.append("\(relative) \(mode) \(text(relative)?.debugDescription ?? "?")")
            }
        }
        return lines
    }
}
