import Testing
import Workspace

@testable import infra_ws

@Suite struct ProgressReporterTests {
    private func talk(_ surroundings: Surroundings, _ body: (ProgressReporter) -> Void) -> String {
        let sink = MemorySink()
        let reporter = ProgressReporter(sink, surroundings: surroundings, color: .never)
        body(reporter)
        reporter.close()
        return sink.text
    }

    @Test func `in a pipe each new step is one line`() {
        let text = talk(Surroundings()) { reporter in
            reporter.update(unit: "apps/api", step: "installing")
            reporter.update(unit: "apps/web", step: "installing")
            reporter.update(unit: "apps/api", step: "installing")
            reporter.note("hello")
            reporter.finish(unit: "apps/api", outcome: "passed")
        }
        #expect(text == "[apps/api] installing\n[apps/web] installing\nhello\n[apps/api] passed\n")
    }

    @Test func `on a dumb terminal nothing is redrawn`() {
        let text = talk(Surroundings(isDumb: true, talkIsTerminal: true)) { $0.update(unit: "a", step: "b") }
        #expect(text == "[a] b\n")
    }

    @Test func `on a terminal the lines of units are redrawn below everything else`() {
        let text = talk(Surroundings(talkIsTerminal: true)) { reporter in
            reporter.update(unit: "a", step: "one")
            reporter.update(unit: "b", step: "one")
            reporter.note("hello")
            reporter.finish(unit: "a", outcome: "passed")
        }
        let (off, on) = ("\u{1B}[?7l", "\u{1B}[?7h")
        #expect(
            text == off + "[a] one\n" + on
                + up(1) + off + "[a] one\n[b] one\n" + on
                + up(2) + "hello\n" + off + "[a] one\n[b] one\n" + on
                + up(2) + "[a] passed\n" + off + "[b] one\n" + on
                + up(1))
    }

    @Test func `more units than the terminal has lines are counted`() {
        let text = talk(Surroundings(talkIsTerminal: true, rows: 4)) { reporter in
            for unit in ["a", "b", "c"] { reporter.update(unit: unit, step: "x") }
        }
        #expect(text.hasSuffix("[a] x\nand 2 more\n\u{1B}[?7h" + up(2)))
    }

    private func up(_ lines: Int) -> String { "\u{1B}[\(lines)A\r\u{1B}[J" }
}
