import Testing
import Workspace

@testable import infra_ws

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct OutputTests {
    private static let terminal = Surroundings(resultsAreTerminal: true, talkIsTerminal: true)

    private func printed(
        _ surroundings: Surroundings, color: ColorChoice = .auto, _ body: (Output) -> Void
    ) throws -> (results: String, talk: String) {
        let (results, talk) = (MemorySink(), MemorySink())
        var options = GlobalOptions()
        options.color = color
        let output = try Output(options, surroundings: surroundings, results: results, talk: talk)
        body(output)
        try output.close()
        return (results.text, talk.text)
    }

    @Test func `results and talk never mix`() throws {
        let done = try printed(Surroundings()) { output in
            output.result("one\n")
            output.report(.warning("state-drift", "something is odd", at: FilePlace("a", line: 1), remedy: "look"))
            output.progress.note("two")
        }
        #expect(done.results == "one\n")
        #expect(done.talk == "warning: a:1: something is odd; look\ntwo\n")
    }

    @Test func `a name with an escape is made safe everywhere`() throws {
        let name = "a\u{1B}[31m\nb\u{202E}"
        let done = try printed(Self.terminal, color: .never) { output in
            output.result("\(name, .bold)\n" as StyledText)
            output.result("table of \(name)\n")
            output.report(.error("x", name))
            output.progress.finish(unit: name, outcome: "passed")
        }
        #expect(done.results == "a\\u{1B}[31m\\nb\\u{202E}\ntable of a\\u{1B}[31m\nb\\u{202E}\n")
        #expect(done.talk == "error: a\\u{1B}[31m\\nb\\u{202E}\n[a\\u{1B}[31m\\nb\\u{202E}] passed\n")
    }

    @Test func `documents keep every byte in a pipe and are made safe on a terminal`() throws {
        let text = "{\"name\": \"\u{9B}31m\"}\n"
        #expect(try printed(Surroundings()) { $0.document(text) }.results == text)
        #expect(try printed(Self.terminal) { $0.document(text) }.results == "{\"name\": \"\\u{9B}31m\"}\n")
    }

    @Test func `errors are red and warnings yellow where colour is wanted`() throws {
        let done = try printed(Surroundings(), color: .always) { output in
            output.report(.error("x", "no"))
            output.report(.warning("x", "hm"))
            output.result("\("yes", .green)" as StyledText)
        }
        #expect(done.talk == "\u{1B}[1;31merror:\u{1B}[0m no\n\u{1B}[33mwarning:\u{1B}[0m hm\n")
        #expect(done.results == "\u{1B}[32myes\u{1B}[0m")
    }

    @Test func `results on a terminal go above the lines of units`() throws {
        let screen = MemorySink()
        var options = GlobalOptions()
        options.color = .never
        let output = try Output(options, surroundings: Self.terminal, results: screen, talk: screen)
        output.progress.update(unit: "a", step: "b")
        output.result("table\n")
        let drawn = "\u{1B}[?7l[a] b\n\u{1B}[?7h"
        #expect(screen.text == drawn + "\u{1B}[1A\r\u{1B}[Jtable\n" + drawn)
    }

    @Test func `results that could not be written are an error at the end, and only the first is kept`() throws {
        let broken = MemorySink(failing: .unwritable("standard output", reason: "no space left on device"))
        let output = try Output(GlobalOptions(), surroundings: Surroundings(), results: broken, talk: MemorySink())
        output.result("a")
        output.result("b")
        let error = #expect(throws: Diagnostic.self) { try output.close() }
        #expect(error?.code == "output/unwritable")
    }

    @Test(arguments: [
        (ColorChoice.auto, Surroundings(), false, false), (.auto, Surroundings(), true, true),
        (.auto, Surroundings(isDumb: true), true, false), (.auto, Surroundings(forbidsColor: true), true, false),
        (.auto, Surroundings(forcesColor: true), false, true),
        (.auto, Surroundings(forcesColor: true, isDumb: true), true, true),
        (.auto, Surroundings(forbidsColor: true, forcesColor: true), true, false),
        (.always, Surroundings(forbidsColor: true), false, true),
        (.never, Surroundings(forcesColor: true), true, false),
    ])
    func `the option wins over the environment, and that over the terminal`(
        _ choice: ColorChoice, _ surroundings: Surroundings, _ isTerminal: Bool, _ expected: Bool
    ) {
        #expect(ColorPolicy.isColored(choice, surroundings: surroundings, isTerminal: isTerminal) == expected)
    }
}
