import Bundles
import Testing
import Workspace

@testable import infra_ws

@Suite struct ArgumentParserTests {
    @Test func `no command means run with its defaults`() throws {
        let (command, options) = try DeclaredCommands.options("")
        #expect(command == "run")
        #expect(options == GlobalOptions())
    }

    @Test func `every option of run arrives with its type`() throws {
        let line = """
            run --root some/dir --filter web --filter !docs --bundle Backup --dry-run --skip-install --verbose \
            --format json --output report.json --concurrency 3 --url web=https://a.example/x=1 --url //=HTTP://b:80 \
            --live --strict --timeout 90 --color never
            """
        var expected = GlobalOptions()
        expected.root = "some/dir"
        expected.filters = ["web", "!docs"]
        expected.bundle = .backup
        expected.isDryRun = true
        expected.skipsInstall = true
        expected.isVerbose = true
        expected.format = .json
        expected.output = "report.json"
        expected.concurrency = 3
        expected.addresses = [
            PackageAddress(package: "web", url: "https://a.example/x=1"),
            PackageAddress(package: "//", url: "HTTP://b:80"),
        ]
        expected.isLive = true
        expected.isStrict = true
        expected.timeout = .seconds(90)
        expected.color = .never
        let (command, options) = try DeclaredCommands.options(line)
        #expect(command == "run")
        #expect(options == expected)
    }

    @Test func `the options of triggers and affected arrive with their types`() throws {
        #expect(try DeclaredCommands.options("triggers --write").options.triggers.writes)
        #expect(try DeclaredCommands.options("triggers --check").options.triggers.checks)
        #expect(try DeclaredCommands.options("triggers --replay 20").options.triggers.replay == 20)
        let compared = try DeclaredCommands.options("affected --base a --head b --explain --why-not web").options
            .affected
        #expect(compared == AffectedOptions(base: "a", head: "b", explains: true, absentUnit: "web"))
        let listed = try DeclaredCommands.options("affected --files - --format github-matrix").options
        #expect(listed.affected == AffectedOptions(files: "-"))
        #expect(listed.format == .githubMatrix)
        #expect(try DeclaredCommands.options("affected --base-from git-tags").options.affected.baseSource == "git-tags")
        #expect(try DeclaredCommands.options("undo --force").options.isForced)
    }

    @Test(arguments: [
        "topology --format json --filter web", "--format json topology --filter web",
        "--format=json --filter=web topology", "--format JSON --filter web -- topology",
    ])
    func `options may stand before and after the command, with a space or an equals sign`(_ line: String) throws {
        let (command, options) = try DeclaredCommands.options(line)
        #expect(command == "topology")
        #expect(options.format == .json)
        #expect(options.filters == ["web"])
    }

    @Test func `two dashes end the options`() throws {
        #expect(try DeclaredCommands.options("explain -- --help").options.arguments == ["--help"])
    }

    @Test func `a value that looks like an option is taken after an equals sign`() throws {
        #expect(try DeclaredCommands.options("topology --root=--odd").options.root == "--odd")
    }

    @Test func `each command begins with its own format`() throws {
        #expect(try DeclaredCommands.options("topology").options.format == .table)
        #expect(try DeclaredCommands.options("validate").options.format == .text)
        #expect(try DeclaredCommands.options("affected").options.format == .names)
    }

    @Test func `an output of one dash is standard output`() throws {
        #expect(try DeclaredCommands.options("topology --output -").options.output == nil)
    }

    @Test(arguments: ["--help", "-h", "help", "--help --bogus", "--filter web --help --root"])
    func `help without a command is the help of the program`(_ line: String) throws {
        let invocation = try ArgumentParser(commands: DeclaredCommands.all).parse(
            line.split(separator: " ").map(String.init))
        guard case .help(nil) = invocation else {
            Issue.record("\(line) gave \(invocation)")
            return
        }
    }

    @Test(arguments: ["topology --help", "--help topology", "help topology", "topology -h --bogus"])
    func `help with a command is the help of that command`(_ line: String) throws {
        let invocation = try ArgumentParser(commands: DeclaredCommands.all).parse(
            line.split(separator: " ").map(String.init))
        guard case .help(let command) = invocation else {
            Issue.record("\(line) gave \(invocation)")
            return
        }
        #expect(command?.name == "topology")
    }

    @Test func `the version is asked for before and after a command`() throws {
        for words in [["--version"], ["run", "--version"], ["--version", "--bogus"]] {
            guard case .version = try ArgumentParser(commands: DeclaredCommands.all).parse(words) else {
                Issue.record("\(words) is no question for the version")
                continue
            }
        }
    }
}
