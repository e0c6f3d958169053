/// Bounded, ordered and non-throwing fan-out for work that never waits.
package enum ParallelMap {
    /// Applies `transform` to each element, several chunks at a time, and gives the results in the order of the elements.
    ///
    /// Fewer elements than `minimumChunk` are not worth a task of their own.
    package static func run<Element: Sendable, Result: Sendable>(
        over elements: [Element], minimumChunk: Int = 8, _ transform: @Sendable @escaping (Element) -> Result
    ) async -> [Result] {
        guard elements.count > minimumChunk else { return elements.map(transform) }
        let chunk = max(minimumChunk, elements.count / 32)
        return await withTaskGroup(of: (Int, [Result]).self) { group in
            for start in stride(from: 0, to: elements.count, by: chunk) {
                group.addTask {
                    (start, elements[start..<min(start + chunk, elements.count)].map(transform))
                }
            }
            var parts: [(Int, [Result])] = []
            for await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }
}
