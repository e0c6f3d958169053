#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Looks for what git does not track, without any rule of what is ignored.
///
/// Mostly there is nothing, and then git need not be asked; where there is something, git says what is ignored. The
/// folders are those of the tracked files: what lies deeper in an untracked folder is not looked at.
struct UntrackedSearch: Sendable {
    /// The absolute path of the working tree.
    let root: String
    /// The tracked files.
    let table: PathTable

    /// A thread for each processor, 2 to 8: beyond that they wait for each other in the file system.
    private static let processors: Int = min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 2), 8)
    /// How many folders a thread looks into before it takes the next ones.
    private static let shareSize = 128

    /// How many findings are told one by one.
    static let maximumFindings = 64

    /// What is there besides the tracked files, as paths relative to the root; nil where it is more than
    /// `maximumFindings`, or where a folder could not be read.
    ///
    /// - Parameter width: How many threads at a time.
    /// - Returns: Files, links, and folders that hold something, sorted.
    func findings(width: Int = Self.processors) async -> [[UInt8]]? {
        let folders = table.folders()
        // Small shares, so that no thread is left with the last large one.
        let shares = stride(from: 0, to: folders.count, by: Self.shareSize).map {
            $0..<min($0 + Self.shareSize, folders.count)
        }
        let answers = await fanOut(over: shares, width: width) { share in
            await runBlocking { self.findings(in: folders[share]) }
        }
        var found: [[UInt8]] = []
        for answer in answers {
            guard let answer else { return nil }
            found += answer
        }
        return found.count <= Self.maximumFindings ? found.sorted { $0.lexicographicallyPrecedes($1) } : nil
    }

    private func findings(in folders: ArraySlice<PathTable.Folder>) -> [[UInt8]]? {
        var found: [[UInt8]] = []
        for folder in folders {
            guard look(into: folder, &found), found.count <= Self.maximumFindings else { return nil }
        }
        return found
    }

    /// Adds what one folder holds besides tracked files and their folders; false where it cannot be read.
    private func look(into folder: PathTable.Folder, _ found: inout [[UInt8]]) -> Bool {
        let path = table.path(of: folder)
        let descriptor = open(absolute(path), O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW)
        guard descriptor >= 0 else {
            // A folder that is gone has nothing; one that became a link was found in the folder above.
            return errno == ENOENT || errno == ENOTDIR || errno == ELOOP
        }
        guard let stream = fdopendir(descriptor) else {
            close(descriptor)
            return false
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = Self.name(of: entry)
            guard name.count > 0, !Self.isSkipped(name) else { continue }
            if isUntracked(name, Int32(entry.pointee.d_type), folder, path) { found.append(path + Array(name)) }
        }
        return true
    }

    private func isUntracked(
        _ name: UnsafeRawBufferPointer, _ type: Int32, _ folder: PathTable.Folder, _ path: [UInt8]
    ) -> Bool {
        switch type {
        case Int32(DT_REG), Int32(DT_LNK): return !table.contains(name, in: folder)
        case Int32(DT_DIR): return !table.hasFolder(name, in: folder) && !isEmpty(path + Array(name))
        case Int32(DT_UNKNOWN):
            var information = stat()
            guard lstat(absolute(path + Array(name)), &information) == 0 else { return false }
            let kind = information.st_mode & S_IFMT
            let known = kind == S_IFREG ? DT_REG : kind == S_IFLNK ? DT_LNK : kind == S_IFDIR ? DT_DIR : DT_SOCK
            return isUntracked(name, Int32(known), folder, path)
        // Git passes over sockets, devices and pipes.
        default: return false
        }
    }

    /// Whether a folder has no entry: git knows no empty folders. One that cannot be read counts as filled.
    private func isEmpty(_ path: [UInt8]) -> Bool {
        guard let stream = opendir(absolute(path)) else { return false }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = Self.name(of: entry)
            if !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) { return false }
        }
        return true
    }

    /// The absolute path, ended by a zero.
    private func absolute(_ path: [UInt8]) -> [CChar] {
        var bytes: [CChar] = []
        bytes.reserveCapacity(root.utf8.count + path.count + 2)
        bytes.append(contentsOf: root.utf8.lazy.map(CChar.init(bitPattern:)))
        bytes.append(CChar(bitPattern: UInt8(ascii: "/")))
        bytes.append(contentsOf: path.lazy.map(CChar.init(bitPattern:)))
        bytes.append(0)
        return bytes
    }

    /// The bytes of a name, inside the entry that the system keeps until the next one.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> UnsafeRawBufferPointer {
        let start = UnsafeRawPointer(entry) + (MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0)
        return UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self)))
    }

    /// `.`, `..`, and `.git`, which git passes over wherever it lies.
    private static func isSkipped(_ name: UnsafeRawBufferPointer) -> Bool {
        guard name[0] == UInt8(ascii: "."), name.count <= 4 else { return false }
        return name.count == 1 || (name.count == 2 && name[1] == UInt8(ascii: ".")) || name.elementsEqual(".git".utf8)
    }
}
