/// Reads the index of a git repository, which holds the tracked files (git-scm.com, "gitformat-index").
///
/// It knows what nearly every repository has. Where the index alone does not say which files there are, it gives no
/// answer, and git is asked: a split index, a sparse index or checkout, submodules, a damaged file.
struct GitIndex {
    private let bytes: UnsafeRawBufferPointer
    /// Bytes of an object id: 20, or 32 in a SHA-256 repository.
    private let idLength: Int
    private var position = 12
    private var paths: [UInt8] = []
    private var entries: [PathTable.Entry] = []
    private var isUnmerged = false
    private var unreadableNames = 0

    /// Bytes before the id in an entry: times, device, mode, owner, size.
    private static let fixedLength = 40

    private init(_ bytes: UnsafeRawBufferPointer, idLength: Int) {
        self.bytes = bytes
        self.idLength = idLength
    }

    /// The files of an index.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - prefix: Which files: those whose path begins with it. It is taken away. Empty, or with a slash at the end.
    /// - Returns: The files, sorted; nil where git must be asked.
    static func listing(_ bytes: UnsafeRawBufferPointer, below prefix: String = "") -> GitListing? {
        // The file does not say how long ids are; with the wrong length hardly two entries can be read.
        for idLength in [20, 32] {
            var index = GitIndex(bytes, idLength: idLength)
            if index.read() { return index.listing(below: Array(prefix.utf8)) }
        }
        return nil
    }

    /// The files of an index that was read.
    static func listing(_ bytes: [UInt8], below prefix: String = "") -> GitListing? {
        bytes.withUnsafeBytes { listing($0, below: prefix) }
    }

    private func listing(below prefix: [UInt8]) -> GitListing {
        var kept = entries
        if !prefix.isEmpty {
            kept = paths.withUnsafeBytes { paths in
                entries.compactMap { entry in
                    let path = paths[Int(entry.start)..<Int(entry.end)]
                    guard path.count > prefix.count, path.starts(with: prefix) else { return nil }
                    return PathTable.Entry(
                        start: entry.start + UInt32(prefix.count), end: entry.end, flags: entry.flags)
                }
            }
        }
        return GitListing(
            table: PathTable(bytes: paths, entries: kept), isUnmerged: isUnmerged, unreadableNames: unreadableNames,
            absentFiles: 0)
    }
}

// MARK: - Entries

extension GitIndex {
    /// Reads everything; false where the file has another form, or does not say all.
    private mutating func read() -> Bool {
        guard bytes.count >= 12 + idLength, bytes.loadUnaligned(as: UInt32.self).bigEndian == 0x4449_5243 else {
            return false
        }
        let version = number(at: 4)
        let count = number(at: 8)
        // An entry has at least its fixed part, an id, flags and one byte.
        guard (2...4).contains(version), count <= bytes.count / (Self.fixedLength + idLength) else { return false }
        entries.reserveCapacity(count)
        paths.reserveCapacity(count * 48)
        for _ in 0..<count {
            guard version == 4 ? readCompressed() : readPadded(version) else { return false }
        }
        return readExtensions()
    }

    /// What stands before the name; nil where git must be asked.
    private mutating func readHead(extends: Bool) -> (flags: PathTable.Flags, nameLength: Int)? {
        let flagsAt = position + Self.fixedLength + idLength
        guard flagsAt + 2 < bytes.count else { return nil }
        let flags = Int(bytes[flagsAt]) << 8 | Int(bytes[flagsAt + 1])
        position = flagsAt + 2
        if flags & 0x4000 != 0 {
            // Skip-worktree: a sparse checkout, of which git alone knows what is on the disk.
            guard extends, position + 2 < bytes.count, bytes[position] & 0x40 == 0 else { return nil }
            position += 2
        }
        var known: PathTable.Flags = .tracked
        switch number(at: flagsAt - idLength - 16) & 0o170000 {
        case 0o100000: break
        case 0o120000: known.insert(.link)
        // A submodule, or a folder of a sparse index.
        default: return nil
        }
        if flags & 0x3000 != 0 {
            known.insert(.unmerged)
            isUnmerged = true
        }
        return (known, flags & 0x0FFF)
    }

    /// Versions 2 and 3: the whole name, filled up with zeros to a multiple of eight bytes.
    private mutating func readPadded(_ version: Int) -> Bool {
        let start = position
        guard let head = readHead(extends: version == 3) else { return false }
        guard let end = nameEnd(head.nameLength), end > position else { return false }
        keep(from: UInt32(paths.count), name: position..<end, head.flags)
        position = start + (end - start + 8) / 8 * 8
        return position <= bytes.count
    }

    /// Version 4: how much of the name before is cut off, and what follows instead.
    private mutating func readCompressed() -> Bool {
        guard let head = readHead(extends: true), let cut = offsetNumber(), let end = nameEnd(nil) else { return false }
        let start = UInt32(paths.count)
        let before = entries.last.map { Int($0.start)..<Int($0.end) } ?? 0..<0
        guard cut <= before.count else { return false }
        paths.append(contentsOf: paths[before.lowerBound..<before.upperBound - cut])
        let length = paths.count - Int(start) + end - position
        guard length > 0, head.nameLength == min(length, 0x0FFF) else { return false }
        keep(from: start, name: position..<end, head.flags)
        position = end + 1
        return position <= bytes.count
    }

    /// The end of the name at `position`: where its length says, or at the first zero.
    private func nameEnd(_ length: Int?) -> Int? {
        if let length, length < 0x0FFF {
            let end = position + length
            return end < bytes.count && bytes[end] == 0 ? end : nil
        }
        return bytes[position...].firstIndex(of: 0)
    }

    /// Adds a path whose first part, from `start` on, is there already.
    private mutating func keep(from start: UInt32, name: Range<Int>, _ flags: PathTable.Flags) {
        paths.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[name]))
        entries.append(PathTable.Entry(start: start, end: UInt32(paths.count), flags: flags))
    }

    /// Goes over the extensions up to the checksum. A lower-case name is one that must be understood.
    private mutating func readExtensions() -> Bool {
        while position + 8 <= bytes.count - idLength {
            guard (0x41...0x5A).contains(bytes[position]) else { return false }
            position += 8 + number(at: position + 4)
        }
        guard position == bytes.count - idLength else { return false }
        dropUnreadableNames()
        return true
    }

    /// Names that are no UTF-8 are left out; the compressed ones behind them need their bytes until the end.
    private mutating func dropUnreadableNames() {
        guard !paths.withUnsafeBytes({ Self.isASCII($0) }) else { return }
        let before = entries.count
        entries = paths.withUnsafeBytes { paths in
            entries.filter { GitListing.isUTF8(paths[Int($0.start)..<Int($0.end)]) }
        }
        unreadableNames = before - entries.count
    }
}

// MARK: - Numbers

extension GitIndex {
    /// Whether all bytes are ASCII; looked at eight at a time.
    private static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let whole = bytes.count & ~7
        for offset in stride(from: 0, to: whole, by: 8)
        where bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 {
            return false
        }
        return bytes[whole...].allSatisfy { $0 < 0x80 }
    }
}

extension GitIndex {
    /// 32 bits, the highest first.
    private func number(at offset: Int) -> Int {
        Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self).bigEndian)
    }

    /// A number of seven bits a byte, as in pack files (git-scm.com, "gitformat-pack", "offset encoding").
    private mutating func offsetNumber() -> Int? {
        var value = 0
        while position < bytes.count, value < 1 << 24 {
            let byte = bytes[position]
            position += 1
            value |= Int(byte & 0x7F)
            if byte & 0x80 == 0 { return value }
            value = (value + 1) << 7
        }
        return nil
    }
}
