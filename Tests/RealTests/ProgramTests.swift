import Support
import Testing

@testable import infra_ws

@Suite struct ProgramTests {
    private let program = singleQuoted(BuiltProgram.path)

    @Test func `the version goes to standard output`() throws {
        let done = try ShellLine("\(program) --version")
        #expect(done.status == 0)
        #expect(done.results == "infra-ws \(ProgramVersion.current)\n")
        #expect(done.talk == "")
    }

    @Test func `a mistake goes to standard error and the status is 2`() throws {
        let done = try ShellLine("\(program) --verison")
        #expect(done.status == 2)
        #expect(done.results == "")
        #expect(done.talk == "error: there is no option `--verison`; use `--version`\n")
    }

    @Test func `an escape in an argument does not reach the terminal`() throws {
        let done = try ShellLine("\(program) \"$(printf 'a\\033]0;x\\007')\"")
        #expect(done.talk.hasPrefix("error: there is no command `a\\u{1B}]0;x\\u{7}`"))
    }

    @Test(arguments: ["--help", "completions bash"])
    func `a closed pipe on standard output ends quietly`(_ arguments: String) throws {
        // The reader is gone before the program begins, and the program's own status is what is printed.
        let done = try ShellLine("{ sleep 0.2; \(program) \(arguments); echo $? >status; } | :; cat status")
        #expect(done.results == "0\n")
        #expect(done.talk == "")
    }

    #if os(Linux)
    @Test
    func `a full disk below standard output is an error`() throws {
        let done = try ShellLine("\(program) completions bash >/dev/full")
        #expect(done.status == 1)
        #expect(done.talk.hasPrefix("error: standard output cannot be written: no space left on device; "))
    }
    #endif

    @Test func `results go to the file that is named, whole`() throws {
        let done = try ShellLine(
            "\(program) completions fish >direct && \(program) completions fish --output named && cmp direct named && ls"
        )
        #expect(done.status == 0)
        #expect(done.results == "direct\nnamed\n")
    }

    @Test func `a link is not written through`() throws {
        let done = try ShellLine(
            "ln -s target link; \(program) completions fish --output link; echo $?; cat target",
            files: ["target": "old"])
        #expect(done.results == "2\nold")
        #expect(done.talk == "error: `--output link` is a link; give the path of a file\n")
    }
}
