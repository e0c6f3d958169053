import Workspace

/// Follows what a pipeline calls in the repository: shell scripts, Makefile targets and scripts of `package.json`.
struct CICalls: Sendable {
    /// How many calls may stand inside one another.
    static let maximumDepth = 4

    /// The repository.
    let repository: RepositoryView

    /// Makes a follower.
    init(_ repository: RepositoryView) { self.repository = repository }

    /// The commands of a script and of everything that it calls, the caller before the called.
    ///
    /// - Parameters:
    ///   - text: The script.
    ///   - folder: Where it runs; nil where that is not known.
    ///   - variables: Values that are known.
    /// - Returns: The commands; the line of a called one is that of its call.
    func commands(in text: String, folder: String?, variables: [String: String] = [:]) -> [ShellScript.Command] {
        ShellScript.commands(in: text, folder: folder, variables: variables).flatMap { follow($0, depth: 0) }
    }

    private func follow(_ command: ShellScript.Command, depth: Int) -> [ShellScript.Command] {
        var command = command
        command.words = Self.withoutRunner(command.words)
        guard !command.words.isEmpty else { return [] }
        guard depth < Self.maximumDepth else { return [command] }
        let called = calledFile(command) ?? calledTarget(command) ?? calledScript(command) ?? []
        return [command]
            + called.flatMap { inner -> [ShellScript.Command] in
                var inner = inner
                inner.line = command.line
                return follow(inner, depth: depth + 1)
            }
    }

    /// `bash scripts/deploy.sh api`, `./deploy.sh`.
    private func calledFile(_ command: ShellScript.Command) -> [ShellScript.Command]? {
        let isShell = ["bash", "sh", "zsh", "source", "."].contains(command.words[0])
        let words = isShell ? command.words.dropFirst().drop { $0.hasPrefix("-") } : command.words[...]
        guard let program = words.first, program.contains("/") || program.hasSuffix(".sh"),
            let path = RepositoryPath.resolve(program, from: command.folder), repository.files.contains(path),
            let text = repository.files.text(path), text.utf8.count <= 1 << 16,
            isShell || path.hasSuffix(".sh") || text.hasPrefix("#!") && text.prefix(40).contains("sh")
        else { return nil }
        var variables: [String: String] = ["0": program]
        for (index, word) in words.dropFirst().prefix(9).enumerated() { variables["\(index + 1)"] = word }
        return ShellScript.commands(
            in: text, folder: command.folder, variables: variables, scriptFolder: RelativePath.folder(of: path))
    }

    /// `make -C apps/api deploy`.
    private func calledTarget(_ command: ShellScript.Command) -> [ShellScript.Command]? {
        guard command.words[0] == "make" else { return nil }
        var folder = command.folder
        var targets: [String] = []
        var variables: [String: String] = [:]
        var words = command.words.dropFirst()
        while let word = words.popFirst() {
            if word == "-C" || word == "--directory" {
                folder = words.popFirst().flatMap { RepositoryPath.resolve($0, from: folder) }
            } else if let equals = word.firstIndex(of: "="), !word.hasPrefix("-") {
                variables[String(word[..<equals])] = String(word[word.index(after: equals)...])
            } else if !word.hasPrefix("-") {
                targets.append(word)
            }
        }
        guard let folder, let makefile = Makefile(in: folder, repository.files) else { return nil }
        return targets.flatMap { target in
            makefile.recipe(of: target, variables: variables).map {
                ShellScript.commands(in: $0, folder: folder)
            } ?? []
        }
    }

    /// `pnpm --filter web run deploy`, `npm run deploy --workspace=web`, `yarn workspace web deploy`.
    private func calledScript(_ command: ShellScript.Command) -> [ShellScript.Command]? {
        guard let call = PackageScriptCall(command.words) else { return nil }
        let folders: [String]
        if let selected = call.package {
            folders = repository.packages.filter { package in
                package.name == selected || package.path == RelativePath.normal(selected)
            }.map(\.path)
        } else if let folder = call.folder {
            folders = [RepositoryPath.resolve(folder, from: command.folder)].compactMap(\.self)
        } else {
            folders = [command.folder].compactMap(\.self)
        }
        let found = folders.compactMap { folder in
            repository.manifests.nodeManifest(in: folder)?.script(call.script).map { (folder, $0) }
        }
        guard !found.isEmpty else { return nil }
        return found.flatMap { folder, script in ShellScript.commands(in: script.command, folder: folder) }
    }

    /// The words of the program that `npx`, `pnpm exec`, `poetry run` and their like run.
    private static func withoutRunner(_ words: [String]) -> [String] {
        for runner in runners where words.starts(with: runner) {
            var rest = words.dropFirst(runner.count).drop { $0.hasPrefix("-") }
            guard let program = rest.popFirst() else { return words }
            // `wrangler@4` is wrangler; `@scope/name@1` is `@scope/name`.
            let end = program.dropFirst().firstIndex(of: "@") ?? program.endIndex
            return [String(program[..<end])] + rest
        }
        return words
    }

    private static let runners: [[String]] = [
        ["npx"], ["bunx"], ["pnpx"], ["pnpm", "exec"], ["pnpm", "dlx"], ["yarn", "dlx"], ["yarn", "exec"],
        ["npm", "exec"], ["bun", "x"], ["poetry", "run"], ["uv", "run"], ["uvx"], ["pipenv", "run"],
        ["bundle", "exec"], ["doppler", "run"], ["op", "run"], ["dotenv"],
    ]
}

/// A call of a script in `package.json`.
struct PackageScriptCall: Sendable, Hashable {
    /// The script's name.
    var script: String
    /// The package whose script it is, by name or path; nil for that of the folder.
    var package: String?
    /// The folder whose script it is, as written; nil for the one that the command runs in.
    var folder: String?

    /// Commands of the package managers that are no scripts.
    private static let builtIn: Set<String> = [
        "install", "i", "ci", "add", "remove", "publish", "pack", "exec", "dlx", "deploy", "link", "config", "login",
        "version", "cache", "store", "audit", "init", "create", "set", "up", "update", "why", "ls", "list",
    ]

    /// Reads the words of a command; nil where it calls no script.
    init?(_ words: [String]) {
        guard let manager = words.first, ["npm", "pnpm", "yarn", "bun"].contains(manager) else { return nil }
        var rest = words.dropFirst()
        var names: [String] = []
        while let word = rest.popFirst() {
            let (flag, value) = Self.split(word)
            switch flag {
            case "--filter", "-F", "--workspace", "-w":
                if flag == "-w", manager == "pnpm" { continue }
                package = (value ?? rest.popFirst()).map { $0.trimmingDots }
            case "--prefix", "-C", "--dir", "--cwd": folder = value ?? rest.popFirst()
            case "--": rest = []
            case "workspace" where manager == "yarn" && names.isEmpty: package = rest.popFirst()
            default: if !word.hasPrefix("-") { names.append(word) }
            }
        }
        if names.first == "run" || names.first == "run-script" {
            names.removeFirst()
        } else if manager == "npm" || names.first.map(Self.builtIn.contains) ?? true {
            return nil
        }
        guard let script = names.first else { return nil }
        self.script = script
    }

    private static func split(_ word: String) -> (flag: String, value: String?) {
        guard word.hasPrefix("--"), let equals = word.firstIndex(of: "=") else { return (word, nil) }
        return (String(word[..<equals]), String(word[word.index(after: equals)...]))
    }
}

extension String {
    /// A pnpm selector without the dots that add dependencies or dependents: `web...` is `web`.
    fileprivate var trimmingDots: String {
        var text = self[...]
        if text.hasPrefix("...") { text = text.dropFirst(3) }
        if text.hasSuffix("...") { text = text.dropLast(3) }
        return String(text)
    }
}
