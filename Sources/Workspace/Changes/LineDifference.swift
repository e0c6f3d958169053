/// The lines that differ between two contents of a file: Myers' shortest edit script in linear space.
///
/// The algorithm is the one of Eugene W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), section 4b.
struct LineDifference {
    /// Lines of the old content that give way to lines of the new one; 0-based, half-open, never both empty.
    struct Change: Hashable {
        /// Lines that are gone.
        var old: Range<Int>
        /// Lines that are new.
        var new: Range<Int>
    }

    /// The lines of the old content, line endings included.
    let oldLines: [ArraySlice<UInt8>]
    /// The lines of the new content, line endings included.
    let newLines: [ArraySlice<UInt8>]
    /// What differs, in the order of the file; there is an unchanged line between one change and the next.
    let changes: [Change]

    private let oldCount: Int

    /// Compares two contents.
    init(from old: [UInt8], to new: [UInt8]) {
        oldCount = old.count
        oldLines = Self.lines(old)
        newLines = Self.lines(new)
        // Equal lines get equal numbers, so that lines are hashed once and then compared as integers.
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        func number(_ line: ArraySlice<UInt8>) -> Int {
            if let known = numbers[line] { return known }
            numbers[line] = numbers.count
            return numbers.count - 1
        }
        var search = MyersSearch(old: oldLines.map(number), new: newLines.map(number))
        search.run()
        changes = search.changes
    }

    /// The same difference as byte ranges of the old content.
    var edits: [TextEdit] {
        changes.map { change in
            let start = change.old.lowerBound < oldLines.count ? oldLines[change.old.lowerBound].startIndex : oldCount
            let end = change.old.isEmpty ? start : oldLines[change.old.upperBound - 1].endIndex
            return TextEdit(range: start..<end, replacement: change.new.flatMap { newLines[$0] })
        }
    }

    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
            let end = newline.map { $0 + 1 } ?? bytes.count
            lines.append(bytes[start..<end])
            start = end
        }
        return lines
    }
}

/// The search for the shortest edit script between two lists of numbers.
private struct MyersSearch {
    /// Beyond this many edits a part is taken as wholly replaced: such a diff helps no reader and costs seconds.
    private static let editLimit = 1024

    private let old: [Int]
    private let new: [Int]
    /// Furthest positions by diagonal, forward and backward; used again at each level.
    private var forward: [Int]
    private var backward: [Int]
    /// The changes found so far, in the order of the file.
    private(set) var changes: [LineDifference.Change] = []

    init(old: [Int], new: [Int]) {
        self.old = old
        self.new = new
        let size = 2 * (old.count + new.count) + 4
        forward = [Int](repeating: 0, count: size)
        backward = [Int](repeating: 0, count: size)
    }

    mutating func run() {
        // A list instead of recursion: the depth may be that of the file on bad input.
        var pending = [LineDifference.Change(old: 0..<old.count, new: 0..<new.count)]
        while let next = pending.popLast() {
            let part = trimmed(next)
            if part.old.isEmpty || part.new.isEmpty {
                append(part)
            } else if let middle = middle(of: part) {
                pending.append(
                    LineDifference.Change(
                        old: middle.old..<part.old.upperBound, new: middle.new..<part.new.upperBound))
                pending.append(
                    LineDifference.Change(
                        old: part.old.lowerBound..<middle.old, new: part.new.lowerBound..<middle.new))
            } else {
                append(part)
            }
        }
    }

    /// The part without equal lines at both ends.
    private func trimmed(_ part: LineDifference.Change) -> LineDifference.Change {
        var (oldStart, oldEnd) = (part.old.lowerBound, part.old.upperBound)
        var (newStart, newEnd) = (part.new.lowerBound, part.new.upperBound)
        while oldStart < oldEnd, newStart < newEnd, old[oldStart] == new[newStart] {
            oldStart += 1
            newStart += 1
        }
        while oldStart < oldEnd, newStart < newEnd, old[oldEnd - 1] == new[newEnd - 1] {
            oldEnd -= 1
            newEnd -= 1
        }
        return LineDifference.Change(old: oldStart..<oldEnd, new: newStart..<newEnd)
    }

    private mutating func append(_ part: LineDifference.Change) {
        if part.old.isEmpty, part.new.isEmpty { return }
        if let last = changes.last, last.old.upperBound == part.old.lowerBound,
            last.new.upperBound == part.new.lowerBound
        {
            changes[changes.count - 1] = LineDifference.Change(
                old: last.old.lowerBound..<part.old.upperBound, new: last.new.lowerBound..<part.new.upperBound)
        } else {
            changes.append(part)
        }
    }

    /// A point on a shortest path that is neither the start nor the end of the part; absent if the search is given up.
    private mutating func middle(of part: LineDifference.Change) -> (old: Int, new: Int)? {
        let (columns, rows) = (part.old.count, part.new.count)
        let (left, top) = (part.old.lowerBound, part.new.lowerBound)
        let delta = columns - rows
        let isOdd = delta % 2 != 0
        let origin = columns + rows + 1
        forward[origin + 1] = 0
        backward[origin + 1] = 0
        for distance in 0...min((columns + rows + 1) / 2, Self.editLimit) {
            for diagonal in stride(from: -distance, through: distance, by: 2) {
                var x = step(forward, origin, diagonal, distance)
                while x < columns, x - diagonal < rows,
                    old[left + x] == new[top + x - diagonal]
                { x += 1 }
                forward[origin + diagonal] = x
                let opposite = delta - diagonal
                guard isOdd, x <= columns, x - diagonal <= rows, abs(opposite) <= distance - 1,
                    x + backward[origin + opposite] >= columns
                else { continue }
                return inside(part, left + x, top + x - diagonal)
            }
            for diagonal in stride(from: -distance, through: distance, by: 2) {
                var x = step(backward, origin, diagonal, distance)
                while x < columns, x - diagonal < rows,
                    old[left + columns - 1 - x] == new[top + rows - 1 - x + diagonal]
                { x += 1 }
                backward[origin + diagonal] = x
                let opposite = delta - diagonal
                guard !isOdd, x <= columns, x - diagonal <= rows, abs(opposite) <= distance,
                    x + forward[origin + opposite] >= columns
                else { continue }
                return inside(part, left + columns - x, top + rows - x + diagonal)
            }
        }
        return nil
    }

    /// The furthest position on a diagonal after one more edit.
    private func step(_ furthest: [Int], _ origin: Int, _ diagonal: Int, _ distance: Int) -> Int {
        let isDown =
            diagonal == -distance
            || (diagonal != distance && furthest[origin + diagonal - 1] < furthest[origin + diagonal + 1])
        return isDown ? furthest[origin + diagonal + 1] : furthest[origin + diagonal - 1] + 1
    }

    /// The point, unless it splits nothing off.
    private func inside(_ part: LineDifference.Change, _ x: Int, _ y: Int) -> (old: Int, new: Int)? {
        let isStart = x == part.old.lowerBound && y == part.new.lowerBound
        let isEnd = x == part.old.upperBound && y == part.new.upperBound
        guard !isStart, !isEnd, (part.old.lowerBound...part.old.upperBound).contains(x),
            (part.new.lowerBound...part.new.upperBound).contains(y)
        else { return nil }
        return (x, y)
    }
}
