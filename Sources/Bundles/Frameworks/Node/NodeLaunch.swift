import Topology
import Workspace

/// Makes the command that starts a package of Node.js on a port.
struct NodeLaunch: Sendable {
    /// The unit.
    let unit: DeployableUnit
    /// Its sources.
    let project: NodeProject
    /// The port to listen on.
    let port: Int

    /// The start that the repository has written down, else the entry file by itself.
    ///
    /// - Parameter entry: The file to run where nothing is written down, relative to the root.
    /// - Returns: Nil where neither is known.
    func command(entry: String?) -> LaunchCommand? {
        let written = writtenStart
        if let written, let launch = launch(written) { return launch }
        guard let entry else { return nil }
        return launch(file: RelativePath.relative(entry, to: unit.path), flags: [], arguments: [], environment: [:])
    }

    /// What the topology found, if a program that this machine can have starts it; else the package's own script.
    private var writtenStart: NodeStart? {
        if let command = unit.package.start {
            let place = unit.package.evidence.first { $0.fact == "start" }?.place ?? FilePlace(unit.path)
            let start = NodeStart(command: command, at: place, in: project)
            if start.line?.run != nil || start.script != nil { return start }
        }
        return NodeStart(project)
    }

    private func launch(_ start: NodeStart) -> LaunchCommand? {
        guard let line = start.line else { return nil }
        if start.isSimple, let run = line.run {
            return launch(run, environment: line.environment)
        }
        guard let script = start.script else {
            return line.run.flatMap { launch($0, environment: line.environment) }
        }
        return LaunchCommand(
            manager, ["run", script], in: unit.path, environment: environment(adding: [:]), build: buildIfNeeded(line))
    }

    private func launch(_ run: NodeCommandLine.Run, environment: [String: String]) -> LaunchCommand? {
        let flags = withoutAbsentFiles(run.flags)
        switch run.runtime {
        case "node", "nodejs", "nodemon", "node-dev", "pm2", "pm2-runtime", "forever", "babel-node":
            let isNode = run.runtime.hasPrefix("node") && run.runtime != "nodemon" && run.runtime != "node-dev"
            return launch(
                file: run.file, flags: isNode ? flags : [], arguments: isNode ? run.arguments : [],
                environment: environment)
        default:
            let verb = run.runtime == "deno" ? ["run"] : []
            return LaunchCommand(
                run.runtime, verb + flags + [run.file] + run.arguments, in: unit.path,
                environment: self.environment(adding: environment))
        }
    }

    /// `node FILE`, with a build before it where the file is a build's output, or through what runs TypeScript.
    private func launch(
        file: String, flags: [String], arguments: [String], environment: [String: String]
    ) -> LaunchCommand? {
        let variables = self.environment(adding: environment)
        let isThere = unit.contents.has(file) || unit.contents.repositoryPath(file).flatMap(project.existing) != nil
        let isTypeScript = [".ts", ".mts", ".cts", ".tsx"].contains { file.hasSuffix($0) }
        if isThere, !isTypeScript {
            return LaunchCommand("node", flags + [file] + arguments, in: unit.path, environment: variables)
        }
        if !isThere, let build {
            return LaunchCommand(
                "node", flags + [file] + arguments, in: unit.path, environment: variables, build: build)
        }
        guard let source = project.source(ofBuilt: file) else { return nil }
        let relative = RelativePath.relative(source, to: unit.path)
        let runner = ["tsx", "ts-node"].first { project.depends(on: $0) } ?? "node"
        return LaunchCommand(runner, [relative] + arguments, in: unit.path, environment: variables)
    }

    /// The package's own `build` script.
    private var build: BuildCommand? {
        guard project.manifest?.script("build") != nil else { return nil }
        return BuildCommand(manager, ["run", "build"], in: unit.path)
    }

    private func buildIfNeeded(_ line: NodeCommandLine) -> BuildCommand? {
        guard let file = line.run?.file, !unit.contents.has(file) else { return nil }
        return build
    }

    /// The program that runs scripts: the unit's own package manager.
    private var manager: String {
        ["npm", "pnpm", "yarn", "bun"].first { $0 == unit.package.packageManager } ?? "npm"
    }

    private func environment(adding own: [String: String]) -> [String: String] {
        var variables = own.filter { !$0.value.contains("$") }
        for name in Set(["PORT", NodePort(project).variable ?? "PORT"]) { variables[name] = String(port) }
        return variables
    }

    /// `--env-file=.env` stops node where the file is absent, and a private copy has none.
    private func withoutAbsentFiles(_ flags: [String]) -> [String] {
        var kept: [String] = []
        var isValue = false
        for (index, flag) in flags.enumerated() {
            if isValue {
                isValue = false
                continue
            }
            guard flag.hasPrefix("--env-file") else {
                kept.append(flag)
                continue
            }
            let parts = flag.split(separator: "=", maxSplits: 1)
            let file = parts.count > 1 ? String(parts[1]) : flags.indices.contains(index + 1) ? flags[index + 1] : ""
            isValue = parts.count == 1
            if unit.contents.has(file) { kept += isValue ? [flag, file] : [flag] }
        }
        return kept
    }
}
