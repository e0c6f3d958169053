/// `go.sum` and `go.work.sum` (go.dev/ref/mod, "go.sum files").
enum GoSumFile {
    /// The modules whose contents are other ones, sorted. Lines that only name a `go.mod` say nothing about contents.
    static func changedModules(from before: [UInt8], to after: [UInt8]) -> [String] {
        let (old, new) = (lines(before), lines(after))
        return Set(old.symmetricDifference(new).compactMap { $0.split(separator: " ").first.map(String.init) }).sorted()
    }

    private static func lines(_ bytes: [UInt8]) -> Set<String> {
        Set(
            bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
                let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
                guard words.count == 3, !words[1].hasSuffix("/go.mod") else { return nil }
                return words.joined(separator: " ")
            })
    }
}
