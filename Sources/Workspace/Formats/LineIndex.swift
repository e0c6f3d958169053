/// Byte offsets of line starts, for turning an offset into a line and a column.
package struct LineIndex: Sendable {
    /// Offset of the first byte of each line; never empty.
    private let starts: [Int]

    /// Indexes a text. `\n` ends a line, so that `\r\n` does too.
    package init(_ bytes: [UInt8]) {
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
        self.starts = starts
    }

    /// The number of lines; a final newline opens one more, empty line.
    package var count: Int { starts.count }

    /// The 1-based line and column (in bytes) of an offset; an offset past the end is on the last line.
    package func position(of offset: Int) -> (line: Int, column: Int) {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return (low + 1, offset - starts[low] + 1)
    }

    /// The place of an offset in the file at `path`.
    package func place(of offset: Int, in path: String) -> FilePlace {
        let (line, column) = position(of: offset)
        return FilePlace(path, line: line, column: column)
    }

    /// The offset of the first byte of a 1-based line; absent if there is no such line.
    package func start(ofLine line: Int) -> Int? {
        line >= 1 && line <= starts.count ? starts[line - 1] : nil
    }
}
