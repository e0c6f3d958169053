/// Deterministic damage to a file: cuts, doubled and swapped parts, and bytes that mean something to parsers.
///
/// The same seed gives the same sequence on every machine, so that a failure can be repeated.
package struct Mutations: Sequence, IteratorProtocol {
    private let seed: [UInt8]
    private var left: Int
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Makes `count` variants of a file.
    package init(of seed: [UInt8], count: Int) {
        self.seed = seed
        left = count
    }

    /// The next variant, with one to three damages.
    package mutating func next() -> [UInt8]? {
        guard left > 0 else { return nil }
        left -= 1
        var bytes = seed
        for _ in 0...random(3) { damage(&bytes) }
        return bytes
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        let special: [UInt8] = Array("|`#-:\\\n\r\"{}[](),*_<>!~= \t0\u{0}".utf8) + [0xFF, 0xC3, 0xEF]
        let place = random(bytes.count + 1)
        switch random(5) {
        case 0: bytes.removeSubrange(place...)
        case 1: bytes.insert(special[random(special.count)], at: place)
        case 2 where place < bytes.count: bytes[place] = special[random(special.count)]
        case 3 where place < bytes.count:
            bytes.removeSubrange(place..<(place + 1 + random(Swift.min(8, bytes.count - place))))
        default: bytes.insert(contentsOf: bytes[..<place].suffix(random(20)), at: random(bytes.count + 1))
        }
    }

    /// A number below `limit`, or 0.
    private mutating func random(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return limit > 0 ? Int(state >> 33) % limit : 0
    }
}
