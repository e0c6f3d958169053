#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What `git ls-files` prints, as a table of paths.
struct GitListing: Sendable {
    /// The files that can be read: no submodule, and nothing that a sparse checkout left out.
    var table: PathTable
    /// Whether a file is in the index more than once, because of a conflict.
    var isUnmerged: Bool
    /// How many names were left out because they are no UTF-8.
    var unreadableNames: Int
    /// How many files a sparse checkout left out.
    var absentFiles: Int

    /// The arguments that print the tracked files as `tracked(_:)` reads them.
    static let trackedArguments: [String] = ["ls-files", "-z", "-t", "--stage", "--recurse-submodules"]

    /// The arguments that print the untracked files that are not ignored.
    static let untrackedArguments: [String] = ["ls-files", "-z", "--others", "--exclude-standard"]

    /// Reads `TAG MODE ID STAGE<TAB>PATH<NUL>` (git-ls-files(1), OUTPUT, with `-t` before it).
    static func tracked(_ output: [UInt8]) -> GitListing {
        read(output) { record in
            guard let base = record.baseAddress, let tab = memchr(base, Int32(UInt8(ascii: "\t")), record.count) else {
                return nil
            }
            let start = tab - UnsafeMutableRawPointer(mutating: base) + 1
            // `S` is for a file that is in the index only (skip-worktree).
            guard start > 10, record[0] != UInt8(ascii: "S") else { return .absent }
            var flags: PathTable.Flags = .tracked
            // 120000 is a link, 160000 a commit of a submodule that is not checked out.
            if record[2] == UInt8(ascii: "1"), record[3] == UInt8(ascii: "6") { return nil }
            if record[2] == UInt8(ascii: "1"), record[3] == UInt8(ascii: "2") { flags.insert(.link) }
            if record[start - 2] != UInt8(ascii: "0") { flags.insert(.unmerged) }
            return .file(start: start, flags)
        }
    }

    /// Reads `PATH<NUL>`. A path with a slash at its end is a repository in the repository, which git does not open.
    static func untracked(_ output: [UInt8]) -> GitListing {
        read(output) { record in
            record.last == UInt8(ascii: "/") ? nil : .file(start: 0, [])
        }
    }

    /// What one record is.
    private enum Record {
        /// A file whose path begins at an offset of the record.
        case file(start: Int, PathTable.Flags)
        /// A file that is not on the disk.
        case absent
    }

    private static func read(
        _ output: [UInt8], _ parse: (UnsafeRawBufferPointer) -> Record?
    ) -> GitListing {
        var entries: [PathTable.Entry] = []
        entries.reserveCapacity(output.count / 64)
        var unreadable = 0
        var absent = 0
        var seen: PathTable.Flags = []
        output.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            var start = 0
            while start < buffer.count, let end = memchr(base + start, 0, buffer.count - start) {
                let stop = end - UnsafeMutableRawPointer(mutating: base)
                defer { start = stop + 1 }
                let record = UnsafeRawBufferPointer(rebasing: buffer[start..<stop])
                switch parse(record) {
                case nil: continue
                case .absent: absent += 1
                case .file(let offset, let flags):
                    guard isUTF8(record[offset...]) else {
                        unreadable += 1
                        continue
                    }
                    seen.formUnion(flags)
                    entries.append(
                        PathTable.Entry(start: UInt32(start + offset), end: UInt32(stop), flags: flags))
                }
            }
        }
        return GitListing(
            table: PathTable(bytes: output, entries: entries), isUnmerged: seen.contains(.unmerged),
            unreadableNames: unreadable, absentFiles: absent)
    }

    /// Whether bytes are UTF-8; nearly all names are ASCII, which costs one look at each byte.
    static func isUTF8(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        if bytes.allSatisfy({ $0 < 0x80 }) { return true }
        return String(validating: bytes, as: UTF8.self) != nil
    }
}

extension RepositoryFiles {
    /// The paths that can be read in what `git ls-files -z -t --stage` prints, sorted by their bytes.
    package static func paths(ofListing output: [UInt8]) -> [String] { GitListing.tracked(output).table.texts() }

    /// The paths in an index of git, sorted by their bytes, as far as the index alone tells them.
    package static func paths(ofIndex bytes: [UInt8]) -> [String]? { GitIndex.listing(bytes)?.table.texts() }

    /// The paths in what `git ls-files -z --others` prints, sorted by their bytes.
    package static func paths(ofUntrackedListing output: [UInt8]) -> [String] {
        GitListing.untracked(output).table.texts()
    }
}
