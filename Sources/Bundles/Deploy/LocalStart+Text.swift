import Topology
import Workspace

extension LocalStart {
    /// The command that starts it, as one line for the Infrastructure table.
    var command: String { startLines.joined(separator: " && ") }

    /// The path that says whether it is up.
    var path: String { unit.package.healthPath ?? "/" }

    /// The row of the Infrastructure table; written only after the start was tried.
    var row: InfrastructureEntry {
        let port = unit.package.port.map { "port \($0), " } ?? ""
        return InfrastructureEntry(
            InfrastructureRow(
                .localDev, package: unit.isMonorepo ? unit.path : nil, provider: command,
                details: "\(port)GET \(path)"), rule: .keepExisting)
    }

    /// Its section of `docs/infrastructure.md`.
    func section(slug: String) -> InfrastructureGuide.Section {
        let port = unit.package.port ?? Self.customaryPort
        let fail = unit.package.healthPath == nil ? "" : " --fail"
        let blocks = [
            "## Local start of \(MarkdownText.cell(unit.package.name)) (\(MarkdownText.cell(unit.path)))", introduction,
            Self.shell(lines), "It is up when this \(unit.package.healthPath == nil ? "answers" : "succeeds"):",
            Self.shell(["curl\(fail) \(ShellText.quoted("http://127.0.0.1:\(port)\(path)"))"]),
        ]
        return InfrastructureGuide.Section(id: "local-\(slug)", text: blocks.joined(separator: "\n\n"))
    }

    private var introduction: String {
        let tried =
            "Without containers. `infra-ws` tried these commands, on a port and with databases and caches of its own."
        let variables =
            secrets.isEmpty
            ? "" : "\n\nSet \(secrets.map { "`\($0)`" }.joined(separator: ", ")) to values of your own."
        let lines = needs.compactMap(\.line)
        if lines.isEmpty { return tried + variables }
        return tried + " It needs:\n\n" + lines.joined(separator: "\n") + variables
    }

    /// From the root: installation, folder, variables, start.
    private var lines: [String] {
        let folder = launch.workingDirectory
        return installation.map { step in
            let words = ([step.executable] + step.arguments).map(ShellText.quoted).joined(separator: " ")
            return step.workingDirectory == "."
                ? words : "(cd \(ShellText.quoted(step.workingDirectory)) && \(words))"
        }
            + (folder == "." ? [] : ["cd \(ShellText.quoted(folder))"])
            + exports.map { "export \($0.name)=\(ShellText.quoted($0.value))" } + startLines
    }

    private var startLines: [String] {
        if let typed = launch.typed { return [typed.map(ShellText.quoted).joined(separator: " ")] }
        let build = launch.build.map { [$0.executable] + $0.arguments }
        return [build, [launch.executable] + launch.arguments].compactMap { words in
            words.map { $0.map(ShellText.quoted).joined(separator: " ") }
        }
    }

    private static func shell(_ lines: [String]) -> String { "```sh\n\(lines.joined(separator: "\n"))\n```" }
}
