#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The folders of a table, each with its paths: sorted by bytes, all paths below one folder are neighbours.
extension PathTable {
    /// A folder that holds a path at some depth.
    struct Folder: Sendable {
        /// The entry that has its path as a beginning.
        fileprivate var example: Int
        /// Bytes of its path, with a slash at its end; 0 for the root.
        fileprivate var length: Int
        /// The positions of all paths below it.
        fileprivate(set) var positions: Range<Int>
    }

    /// Every folder, the root first, each before those below it.
    func folders() -> [Folder] {
        var folders = [Folder(example: 0, length: 0, positions: 0..<count)]
        // The folders of the path before, as positions in `folders`, from the outermost to the innermost.
        var open: [Int] = []
        withBytes { bytes in
            for (index, entry) in entries.enumerated() {
                let path = UnsafeRawBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.end)])
                while let last = open.last, !Self.begins(path, with: folders[last], self, bytes) {
                    folders[last].positions = folders[last].positions.lowerBound..<index
                    open.removeLast()
                }
                var start = open.last.map { folders[$0].length } ?? 0
                while let slash = path[start...].firstIndex(of: UInt8(ascii: "/")) {
                    start = slash + 1
                    open.append(folders.count)
                    folders.append(Folder(example: index, length: start, positions: index..<count))
                }
            }
        }
        return folders
    }

    private static func begins(
        _ path: UnsafeRawBufferPointer, with folder: Folder, _ table: PathTable, _ bytes: UnsafeRawBufferPointer
    ) -> Bool {
        guard path.count > folder.length, let start = path.baseAddress, let base = bytes.baseAddress else {
            return false
        }
        return memcmp(start, base + Int(table.entries[folder.example].start), folder.length) == 0
    }

    /// The path of a folder, with a slash at its end; nothing for the root.
    func path(of folder: Folder) -> [UInt8] {
        guard folder.length > 0 else { return [] }
        return withBytes { bytes in
            let start = Int(entries[folder.example].start)
            return Array(bytes[start..<start + folder.length])
        }
    }

    /// Whether a folder holds a file of a name.
    func contains(_ name: UnsafeRawBufferPointer, in folder: Folder) -> Bool {
        withBytes { bytes in
            let position = lowerBound(name, endsInSlash: false, in: folder, bytes)
            return position < folder.positions.upperBound
                && Self.compare(rest(of: position, in: folder, bytes), name, endsInSlash: false) == 0
        }
    }

    /// Whether a folder holds a folder of a name.
    func hasFolder(_ name: UnsafeRawBufferPointer, in folder: Folder) -> Bool {
        withBytes { bytes in
            let position = lowerBound(name, endsInSlash: true, in: folder, bytes)
            guard position < folder.positions.upperBound else { return false }
            let rest = rest(of: position, in: folder, bytes)
            return rest.count > name.count && rest[name.count] == UInt8(ascii: "/")
                && rest[..<name.count].elementsEqual(name)
        }
    }

    /// What follows the folder in a path.
    private func rest(of position: Int, in folder: Folder, _ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let entry = entries[position]
        return UnsafeRawBufferPointer(rebasing: bytes[Int(entry.start) + folder.length..<Int(entry.end)])
    }

    /// The first position of a folder whose rest is not before a name.
    private func lowerBound(
        _ name: UnsafeRawBufferPointer, endsInSlash: Bool, in folder: Folder, _ bytes: UnsafeRawBufferPointer
    ) -> Int {
        var low = folder.positions.lowerBound
        var high = folder.positions.upperBound
        while low < high {
            let middle = (low + high) / 2
            if Self.compare(rest(of: middle, in: folder, bytes), name, endsInSlash: endsInSlash) < 0 {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// Below, at or above 0, as the bytes of `left` are before, equal to or after a name and a slash where one is asked.
    private static func compare(
        _ left: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer, endsInSlash: Bool
    ) -> Int {
        guard let first = left.baseAddress, let second = name.baseAddress else { return left.count - name.count }
        let order = Int(memcmp(first, second, min(left.count, name.count)))
        if order != 0 { return order }
        guard endsInSlash else { return left.count - name.count }
        guard left.count > name.count else { return -1 }
        let next = Int(left[name.count]) - Int(UInt8(ascii: "/"))
        return next != 0 ? next : left.count - name.count - 1
    }
}
