import Testing

@testable import Workspace

@Suite struct LineDifferenceTests {
    /// The number of lines that a shortest edit script removes and adds, by the textbook's quadratic table.
    private func shortest(_ old: [UInt8], _ new: [UInt8]) -> Int {
        var row = Array(0...new.count)
        for (i, left) in old.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in new.enumerated() {
                let above = row[j + 1]
                row[j + 1] = left == right ? diagonal : min(row[j], above) + 1
                diagonal = above
            }
        }
        return row[new.count]
    }

    @Test func `the edits give the new content and there is no shorter script`() throws {
        var state: UInt64 = 42
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        for _ in 0..<3000 {
            let letters = 1 + random(5)
            let old = (0..<random(14)).map { _ in UInt8(97 + random(letters)) }
            let new = (0..<random(14)).map { _ in UInt8(97 + random(letters)) }
            let lines: ([UInt8]) -> [UInt8] = { $0.flatMap { [$0, UInt8(ascii: "\n")] } }
            let difference = LineDifference(from: lines(old), to: lines(new))
            try #require(try TextEdit.apply(difference.edits, to: lines(old)) == lines(new))
            let length = difference.changes.reduce(0) { $0 + $1.old.count + $1.new.count }
            try #require(length == shortest(old, new), "\(old) to \(new)")
        }
    }

    @Test(.timeLimit(.minutes(1))) func `two large files without a common line are compared in reasonable time`() {
        let old = (0..<20_000).flatMap { Array("old \($0)\n".utf8) }
        let new = (0..<20_000).flatMap { Array("new \($0)\n".utf8) }
        #expect(LineDifference(from: old, to: new).edits.count == 1)
    }
}
