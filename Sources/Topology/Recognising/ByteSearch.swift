extension [UInt8] {
    /// Whether a word stands in them.
    package func holds(_ word: [UInt8]) -> Bool {
        guard let first = word.first, count >= word.count else { return false }
        return withUnsafeBufferPointer { buffer in
            var index = 0
            let last = buffer.count - word.count
            while index <= last {
                if buffer[index] == first, word.indices.allSatisfy({ buffer[index + $0] == word[$0] }) { return true }
                index += 1
            }
            return false
        }
    }
}
