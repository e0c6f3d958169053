import Testing
import Workspace

@testable import infra_ws

@Suite struct UsageErrorTests {
    /// Command lines, one word between two spaces, and the sentence each gets.
    static let mistakes: [(line: String, sentence: String)] = [
        ("topolgy", "there is no command `topolgy`; use `topology`"),
        ("frobnicate", "there is no command `frobnicate`; `infra-ws --help` lists the commands"),
        ("frobnicate --help", "there is no command `frobnicate`; `infra-ws --help` lists the commands"),
        ("--verbos", "there is no option `--verbos`; use `--verbose`"),
        ("-dry-run", "there is no option `-dry-run`; use `--dry-run`"),
        ("--dry-rnu", "there is no option `--dry-rnu`; use `--dry-run`"),
        ("--zzz", "there is no option `--zzz`; `infra-ws --help` lists the options"),
        ("-x", "there is no option `-x`; `infra-ws --help` lists the options"),
        ("--bogus --help", "there is no option `--bogus`; `infra-ws --help` lists the options"),
        ("--root", "`--root` needs a value; write `--root DIR`"),
        ("--root= run", "`--root` needs a value; write `--root DIR`"),
        ("--root --verbose", "`--root` needs a value; write `--root DIR`"),
        ("--dry-run=yes", "`--dry-run` takes no value; write `--dry-run` alone"),
        ("--root a --root b", "`--root` is given twice; give it once"),
        ("--bundle disaster", "`--bundle` cannot be `disaster`; give health, security, backup or deploy"),
        ("--color red", "`--color` cannot be `red`; give auto, always or never"),
        ("--format dot", "`--format` cannot be `dot`; give text or json"),
        ("topology --format text", "`--format` cannot be `text`; give table, json, dot, mermaid or html"),
        ("--concurrency 0", "`--concurrency` cannot be `0`; give a whole number, 1 or more"),
        ("--concurrency -1", "`--concurrency` cannot be `-1`; give a whole number, 1 or more"),
        (
            "--concurrency 99999999999999999999",
            "`--concurrency` cannot be `99999999999999999999`; give a whole number, 1 or more"
        ),
        ("--timeout 1.5", "`--timeout` cannot be `1.5`; give a whole number, 1 to 86400"),
        ("--timeout 86401", "`--timeout` cannot be `86401`; give a whole number, 1 to 86400"),
        (
            "--url web",
            "`--url` cannot be `web`; give a package and an address, as in "
                + "`--url web=https://www.example.com`"
        ),
        (
            "--url =http://a",
            "`--url` cannot be `=http://a`; give a package and an address, as in "
                + "`--url web=https://www.example.com`"
        ),
        (
            "--url web=ftp://a",
            "`--url` cannot be `web=ftp://a`; give a package and an address, as in "
                + "`--url web=https://www.example.com`"
        ),
        (
            "--url web=http://",
            "`--url` cannot be `web=http://`; give a package and an address, as in "
                + "`--url web=https://www.example.com`"
        ),
        ("--url web=http://a --url web=http://b", "`--url` gives `web` two addresses; give one for each package"),
        ("topology --live", "`--live` does not fit `topology`; leave it out, or use it with `run` or `validate`"),
        (
            "undo --format json",
            "`--format` does not fit `undo`; leave it out, or use it with `run`, `rehearse`, "
                + "`topology`, `status`, `validate`, `affected` or `explain`"
        ),
        ("topology web", "`web` is one argument too many; write `infra-ws topology`"),
        ("explain", "`explain` needs an argument; write `infra-ws explain PACKAGE`"),
        ("explain a b", "`b` is one argument too many; write `infra-ws explain PACKAGE`"),
        ("completions", "`completions` needs an argument; write `infra-ws completions bash|zsh|fish`"),
        ("completions tcsh", "`completions` cannot be `tcsh`; give bash, zsh or fish"),
        ("triggers --write --check", "`--write` and `--check` exclude each other; leave one of them out"),
        ("affected --files - --base x", "`--files` and `--base` exclude each other; leave one of them out"),
    ]

    @Test(arguments: mistakes)
    func `a mistake gets one sentence that says what to do`(_ line: String, _ sentence: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let error = #expect(throws: Diagnostic.self) {
            _ = try ArgumentParser(commands: DeclaredCommands.all).parse(words)
        }
        #expect(error?.line == "error: \(sentence)")
        #expect(error?.code.hasPrefix("usage/") == true)
    }

    @Test func `without a default command the absence of a command is a mistake`() {
        let error = #expect(throws: Diagnostic.self) { _ = try ArgumentParser(commands: [.topology]).parse([]) }
        #expect(error?.line == "error: no command is given; `infra-ws --help` lists the commands")
    }

    @Test func `an empty word is no command and no package`() {
        let parser = ArgumentParser(commands: DeclaredCommands.all)
        #expect(throws: Diagnostic.self) { _ = try parser.parse([""]) }
        #expect(throws: Diagnostic.self) { _ = try parser.parse(["explain", ""]) }
    }
}
