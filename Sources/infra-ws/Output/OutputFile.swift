import Workspace

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The file that `--output` names: it gets all of the results or none.
struct OutputFile: Sendable {
    /// The path as it was given.
    let path: String
    /// Permissions of the file that is replaced; absent if there is none.
    private let mode: mode_t?

    /// Looks at what is there; nothing is created yet.
    ///
    /// - Throws: `output/not-a-file` if the path is a link, a folder or a device, `output/unwritable` if its folder is
    ///   not there or cannot be written.
    init(checking path: String) throws(Diagnostic) {
        self.path = path
        guard !path.isEmpty, !path.utf8.contains(0), !path.hasSuffix("/") else {
            throw .notAFile(path, kind: "a folder")
        }
        let folder = OutputFile.folder(of: path)
        guard access(folder, W_OK | X_OK) == 0 else {
            throw .noFolder(folder, path: path, reason: systemMessage(errno))
        }
        var status = stat()
        guard lstat(path, &status) == 0 else {
            mode = nil
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: mode = status.st_mode & 0o777
        case S_IFLNK: throw .notAFile(path, kind: "a link")
        case S_IFDIR: throw .notAFile(path, kind: "a folder")
        default: throw .notAFile(path, kind: "no regular file")
        }
    }

    /// Writes beside the file and renames, so that a reader sees the old file or the new one.
    ///
    /// - Throws: `output/unwritable`; the old file is as it was.
    func write(_ bytes: [UInt8]) throws(Diagnostic) {
        // What was a file a while ago may be a link by now.
        _ = try OutputFile(checking: path)
        let temporary = "\(OutputFile.folder(of: path))/.infra-ws-output-\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
        guard descriptor >= 0 else { throw .unwritable("`\(path)`", reason: systemMessage(errno)) }
        do throws(Diagnostic) {
            try DescriptorSink(descriptor: descriptor, name: "`\(path)`").write(bytes)
            if let mode, fchmod(descriptor, mode) != 0 { throw .unwritable("`\(path)`", reason: systemMessage(errno)) }
            guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
                throw .unwritable("`\(path)`", reason: systemMessage(errno))
            }
            close(descriptor)
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

extension Diagnostic {
    fileprivate static func notAFile(_ path: String, kind: String) -> Diagnostic {
        .error("output/not-a-file", "`--output \(path)` is \(kind)", remedy: "give the path of a file")
    }

    fileprivate static func noFolder(_ folder: String, path: String, reason: String) -> Diagnostic {
        .error(
            "output/unwritable", "`--output \(path)` cannot be written, because of the folder `\(folder)`: \(reason)",
            remedy: "give a file in a folder that exists and can be written")
    }
}
