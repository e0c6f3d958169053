/// Runs `body` over all inputs, at most `width` of them at a time, and gives the answers in the order of the inputs.
///
/// It does not throw, so that one failure cancels nobody: `body` turns a failure into a value. Cancelling the caller
/// cancels every run of `body` that is under way; those that have not begun still run, and see the cancellation.
///
/// - Parameters:
///   - inputs: What to work on.
///   - width: How many run side by side; at least 1.
///   - body: The work for one input.
/// - Returns: One answer for each input, in their order.
package func fanOut<Input: Sendable, Output: Sendable>(
    over inputs: [Input], width: Int, _ body: @escaping @Sendable (Input) async -> Output
) async -> [Output] {
    precondition(width > 0, "the width of a fan-out must be positive, got \(width)")
    var answers = [Output?](repeating: nil, count: inputs.count)
    await withTaskGroup(of: (Int, Output).self) { group in
        var next = 0
        func addNext() {
            guard next < inputs.count else { return }
            let position = next
            let input = inputs[position]
            next += 1
            group.addTask { (position, await body(input)) }
        }
        for _ in 0..<width { addNext() }
        for await (position, answer) in group {
            answers[position] = answer
            addNext()
        }
    }
    return answers.compactMap(\.self)
}
