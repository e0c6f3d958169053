#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Many paths in one buffer, sorted by their bytes, with a search by path, by folder and by base name.
///
/// A hundred thousand paths are indexed in a few milliseconds: nothing is allocated for a path alone.
struct PathTable: Sendable {
    /// What is known about one path besides its name.
    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        /// A symbolic link.
        static let link = Flags(rawValue: 1)
        /// Known to git.
        static let tracked = Flags(rawValue: 2)
        /// In the index more than once, because of a conflict.
        static let unmerged = Flags(rawValue: 4)
    }

    /// One path: where its bytes are in the buffer.
    struct Entry: Sendable {
        var start: UInt32
        var end: UInt32
        var flags: Flags
    }

    /// What the entries point into.
    private let bytes: [UInt8]
    /// The paths in order.
    let entries: [Entry]
    /// The first entry with a hash of a base name, or -1; a power of two of them.
    private let heads: [Int32]
    /// The next entry with the same hash, or -1.
    private let nexts: [Int32]

    /// Makes a table.
    ///
    /// - Parameters:
    ///   - bytes: The buffer; at most 4 GB.
    ///   - entries: Slices of it in any order; one of two equal paths is dropped.
    init(bytes: [UInt8], entries: [Entry]) {
        var entries = entries
        bytes.withUnsafeBytes { buffer in
            let isSorted = (1..<max(entries.count, 1)).allSatisfy {
                Self.compare(buffer, entries[$0 - 1], entries[$0]) < 0
            }
            if isSorted { return }
            entries.sort { Self.compare(buffer, $0, $1) < 0 }
            var kept: [Entry] = []
            kept.reserveCapacity(entries.count)
            for entry in entries {
                if let last = kept.last, Self.compare(buffer, last, entry) == 0 {
                    kept[kept.count - 1].flags.formUnion(entry.flags)
                } else {
                    kept.append(entry)
                }
            }
            entries = kept
        }
        self.bytes = bytes
        self.entries = entries
        (heads, nexts) = Self.index(bytes, entries)
    }

    /// Makes a table of paths that are text already.
    init(_ paths: some Sequence<String>, flags: Flags = Flags(rawValue: 0)) {
        var bytes: [UInt8] = []
        var entries: [Entry] = []
        for path in paths {
            let start = UInt32(bytes.count)
            bytes += path.utf8
            entries.append(Entry(start: start, end: UInt32(bytes.count), flags: flags))
        }
        self.init(bytes: bytes, entries: entries)
    }

    /// Calls `body` with what the entries point into.
    func withBytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value { bytes.withUnsafeBytes(body) }

    /// The number of paths.
    var count: Int { entries.count }

    /// A path as text; the entries hold nothing but UTF-8.
    subscript(index: Int) -> String {
        bytes.withUnsafeBytes { buffer in
            let entry = entries[index]
            return String(
                decoding: UnsafeRawBufferPointer(rebasing: buffer[Int(entry.start)..<Int(entry.end)]), as: UTF8.self)
        }
    }

    /// All paths as text.
    func texts() -> [String] {
        bytes.withUnsafeBytes { buffer in
            entries.map { entry in
                String(
                    decoding: UnsafeRawBufferPointer(rebasing: buffer[Int(entry.start)..<Int(entry.end)]), as: UTF8.self
                )
            }
        }
    }

    /// A table with the paths of another added.
    func adding(_ other: PathTable) -> PathTable {
        let offset = UInt32(bytes.count)
        let shifted = other.entries.map {
            Entry(start: $0.start + offset, end: $0.end + offset, flags: $0.flags)
        }
        return PathTable(bytes: bytes + other.bytes, entries: entries + shifted)
    }
}

// MARK: - Searching

extension PathTable {
    /// The position of a path.
    func position(of path: String) -> Int? {
        var path = path
        return path.withUTF8 { wanted in
            let wanted = UnsafeRawBufferPointer(wanted)
            // Most questions are about files of a name that the repository has nowhere.
            guard mayHave(Self.baseName(wanted)) else { return nil }
            let index = lowerBound(wanted)
            guard index < entries.count else { return nil }
            return bytes.withUnsafeBytes { Self.compare(Self.slice($0, entries[index]), wanted) == 0 ? index : nil }
        }
    }

    /// Whether some path may have the base name of another; false only where none has.
    func mayHave(nameOf path: String) -> Bool {
        var path = path
        return path.withUTF8 { mayHave(Self.baseName(UnsafeRawBufferPointer($0))) }
    }

    private func mayHave(_ name: UnsafeRawBufferPointer) -> Bool {
        !heads.isEmpty && heads[bucket(of: name)] >= 0
    }

    private func bucket(of name: UnsafeRawBufferPointer) -> Int {
        Int(truncatingIfNeeded: Self.hash(name)) & (heads.count - 1)
    }

    /// The positions of all paths that begin with some text, which are neighbours.
    func positions(beginningWith prefix: String) -> Range<Int> {
        var first = Array(prefix.utf8)
        let start = first.withUnsafeBytes { lowerBound($0) }
        // UTF-8 never has the byte 0xFF: it sorts after everything that may follow the prefix.
        first.append(0xFF)
        let end = first.withUnsafeBytes { lowerBound($0) }
        return start..<end
    }

    /// The positions of all paths with a base name, in order.
    func positions(named baseName: String) -> [Int] {
        guard !heads.isEmpty else { return [] }
        var name = baseName
        return name.withUTF8 { name in
            let wanted = UnsafeRawBufferPointer(name)
            var positions: [Int] = []
            bytes.withUnsafeBytes { buffer in
                var index = heads[bucket(of: wanted)]
                while index >= 0 {
                    let base = Self.baseName(Self.slice(buffer, entries[Int(index)]))
                    if Self.compare(base, wanted) == 0 { positions.append(Int(index)) }
                    index = nexts[Int(index)]
                }
            }
            return positions
        }
    }

    /// The positions of all paths that end in one of some texts, in order; one walk over the last bytes of all paths.
    func positions(endingIn suffixes: [String], among range: Range<Int>? = nil) -> [Int] {
        let wanted = suffixes.map { Array($0.utf8) }
        var lasts = [Bool](repeating: false, count: 256)
        for suffix in wanted { if let last = suffix.last { lasts[Int(last)] = true } }
        var positions: [Int] = []
        bytes.withUnsafeBytes { buffer in
            for index in range ?? entries.indices {
                let entry = entries[index]
                guard entry.end > entry.start, lasts[Int(buffer[Int(entry.end) - 1])] else { continue }
                let path = Self.slice(buffer, entry)
                if wanted.contains(where: { path.count >= $0.count && path.suffix($0.count).elementsEqual($0) }) {
                    positions.append(index)
                }
            }
        }
        return positions
    }

    /// The positions of all paths whose base name begins with one of some texts, in order.
    func positions(ofNamesBeginningWith prefixes: [String], among range: Range<Int>? = nil) -> [Int] {
        let wanted = prefixes.map { Array($0.utf8) }
        return bytes.withUnsafeBytes { buffer in
            (range ?? entries.indices).filter { index in
                let name = Self.baseName(Self.slice(buffer, entries[index]))
                return wanted.contains { prefix in
                    name.count >= prefix.count && prefix.indices.allSatisfy { name[$0] == prefix[$0] }
                }
            }
        }
    }

    /// The position of the first path that is not before some bytes.
    private func lowerBound(_ wanted: UnsafeRawBufferPointer) -> Int {
        bytes.withUnsafeBytes { buffer in
            var low = 0
            var high = entries.count
            while low < high {
                let middle = (low + high) / 2
                if Self.compare(Self.slice(buffer, entries[middle]), wanted) < 0 {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            return low
        }
    }
}

// MARK: - Bytes

extension PathTable {
    private static func slice(_ buffer: UnsafeRawBufferPointer, _ entry: Entry) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: buffer[Int(entry.start)..<Int(entry.end)])
    }

    private static func compare(_ buffer: UnsafeRawBufferPointer, _ left: Entry, _ right: Entry) -> Int {
        compare(slice(buffer, left), slice(buffer, right))
    }

    /// Below, at or above 0, as memcmp(3) has it; a prefix comes first.
    private static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        guard let first = left.baseAddress, let second = right.baseAddress else { return left.count - right.count }
        let order = Int(memcmp(first, second, min(left.count, right.count)))
        return order != 0 ? order : left.count - right.count
    }

    /// What comes after the last slash.
    private static func baseName(_ path: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var start = path.count
        while start > 0, path[start - 1] != UInt8(ascii: "/") { start -= 1 }
        return UnsafeRawBufferPointer(rebasing: path[start...])
    }

    /// FNV-1a, 32 bits (RFC 9923): short names, and nobody gains from a collision.
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return hash
    }

    private static func index(_ bytes: [UInt8], _ entries: [Entry]) -> (heads: [Int32], nexts: [Int32]) {
        guard !entries.isEmpty else { return ([], []) }
        var size = 16
        while size < entries.count { size *= 2 }
        var heads = [Int32](repeating: -1, count: size)
        var nexts = [Int32](repeating: -1, count: entries.count)
        bytes.withUnsafeBytes { buffer in
            // Backwards, so that each chain is in order.
            for index in entries.indices.reversed() {
                let bucket = Int(hash(baseName(slice(buffer, entries[index])))) & (size - 1)
                nexts[index] = heads[bucket]
                heads[bucket] = Int32(index)
            }
        }
        return (heads, nexts)
    }
}
