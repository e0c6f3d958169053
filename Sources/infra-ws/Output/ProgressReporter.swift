import Synchronization
import Workspace

/// Shows progress, warnings and errors on standard error.
///
/// On a terminal each unit that is at work has one line at the bottom, which is redrawn; everything else scrolls by
/// above. In a pipe each step is a line of its own: `[apps/api] installing`.
final class ProgressReporter: ProgressSink {
    private struct ActiveUnit {
        var name: String
        var step: String
    }

    private struct State {
        /// In the order in which they began.
        var active: [ActiveUnit] = []
        /// How many lines stand at the bottom now.
        var drawn = 0
    }

    private let sink: any ByteSink
    private let isLive: Bool
    private let isColored: Bool
    /// The most lines at the bottom: more than the terminal has could not be redrawn.
    private let limit: Int
    private let state = Mutex(State())

    /// Makes a reporter.
    init(_ sink: any ByteSink, surroundings: Surroundings, color: ColorChoice) {
        self.sink = sink
        isLive = surroundings.talkIsTerminal && !surroundings.isDumb
        isColored = ColorPolicy.isColored(color, surroundings: surroundings, isTerminal: surroundings.talkIsTerminal)
        limit = max(1, surroundings.rows - 2)
    }

    /// A unit has begun another step.
    func update(unit: String, step: String) {
        state.withLock { state in
            if let index = state.active.firstIndex(where: { $0.name == unit }) {
                guard state.active[index].step != step else { return }
                state.active[index].step = step
            } else {
                state.active.append(ActiveUnit(name: unit, step: step))
            }
            write(isLive ? nil : "[\(unit)] \(step)", &state)
        }
    }

    /// A unit is done.
    func finish(unit: String, outcome: String) {
        state.withLock { state in
            state.active.removeAll { $0.name == unit }
            write("[\(unit)] \(outcome)", &state)
        }
    }

    /// One line that belongs to no single unit.
    func note(_ text: String) {
        show("\(text)")
    }

    /// One line with its styles, without a line feed.
    func show(_ line: StyledText) {
        state.withLock { write(line, &$0) }
    }

    /// Does something that prints on the same terminal, with the lines at the bottom out of its way.
    func makingRoom(for printing: () -> Void) {
        state.withLock { state in
            guard isLive, !state.active.isEmpty else { return printing() }
            send(erased(&state))
            printing()
            send(bottom(&state))
        }
    }

    /// Takes the lines at the bottom away, for good.
    func close() {
        state.withLock { state in
            state.active = []
            if state.drawn > 0 { write(nil, &state) }
        }
    }

    /// Writes a line above those at the bottom, and those again, in one piece.
    private func write(_ line: StyledText?, _ state: inout State) {
        var text = erased(&state)
        if let line { text += line.rendered(isColored: isColored) + "\n" }
        if isLive, !state.active.isEmpty { text += bottom(&state) }
        send(text)
    }

    private func send(_ text: String) {
        // Talk that cannot be written is no reason to stop the work.
        do throws(Diagnostic) { try sink.write(Array(text.utf8)) } catch { return }
    }

    private func erased(_ state: inout State) -> String {
        guard state.drawn > 0 else { return "" }
        defer { state.drawn = 0 }
        // Up, to the first column, and clear to the end of the screen (ECMA-48 CUU, ED).
        return "\u{1B}[\(state.drawn)A\r\u{1B}[J"
    }

    private func bottom(_ state: inout State) -> String {
        let shown = state.active.count <= limit ? state.active.count : limit - 1
        var lines = state.active.prefix(shown).map { unit -> StyledText in "[\(unit.name)] \(unit.step, .dim)" }
        if shown < state.active.count { lines.append("and \(state.active.count - shown) more") }
        state.drawn = lines.count
        // Long lines are cut by the terminal rather than wrapped (DEC private mode 7), so that each stays one line.
        let body = lines.map { $0.rendered(isColored: isColored) + "\n" }.joined()
        return "\u{1B}[?7l" + body + "\u{1B}[?7h"
    }
}
