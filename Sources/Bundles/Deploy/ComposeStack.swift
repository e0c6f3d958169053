import Topology
import Workspace

/// Starts a compose project in the private copy under a name of its own, asks its units, and ends it.
///
/// Published ports are replaced by free ones and fixed names are taken away, so that a stack that the user has running
/// is neither in the way nor touched.
struct ComposeStack: Sendable {
    let development: LocalDevelopment
    let workplace: Workplace
    /// The name of the project.
    let project: String

    /// How long `up` may take to be healthy, in seconds, builds not counted.
    private static let waitLimit = 120

    /// Makes the stack of one run.
    init(_ development: LocalDevelopment, at workplace: Workplace) {
        self.development = development
        self.workplace = workplace
        project = RelativePath.baseName(of: workplace.copy.path).lowercased()
    }

    /// What came of starting and asking it; everything is down when it returns.
    func checks() async -> [Check] {
        guard await docker.answers, await compose(["version"], files: []).isSuccess else {
            return [
                unavailable(
                    "no Docker engine with Compose answers here; install it: docs.docker.com/compose/install",
                    .needsTool)
            ]
        }
        let overrides: String
        do throws(Diagnostic) {
            overrides = try await writeOverrides()
        } catch {
            let isForeign = error.code == "deploy/external"
            return [
                isForeign
                    ? unavailable(error.message, .skipped)
                    : failed("docker compose config", "is valid", error.message, cause: error.message)
            ]
        }
        let checks = await start(overrides)
        // Also after Ctrl-C: a task of its own is not cancelled with this one.
        await Task.detached {
            _ = await compose(
                ["down", "--volumes", "--remove-orphans", "--rmi", "local", "--timeout", "5"], [overrides])
        }.value
        return checks
    }

    private func start(_ overrides: String) async -> [Check] {
        let limit = "\(Self.waitLimit)"
        let up = await compose(["up", "--detach", "--wait", "--wait-timeout", limit], [overrides])
        guard up.isSuccess else { return await [blame(up, [overrides])] }
        var checks = [
            Check(
                development.command, expected: "every service healthy", observed: "healthy", verdict: .passed,
                milliseconds: nil, short: "stack healthy", phrase: "Stack comes up healthy")
        ]
        for unit in development.units { checks.append(await ask(unit.package, unit.service, [overrides])) }
        return checks
    }

    // MARK: - Asking

    private func ask(_ package: PackageNode, _ service: ComposeService, _ overrides: [String]) async -> Check {
        let path = package.healthPath ?? "/"
        let name = "GET \(path) of \(service.name)"
        guard let inner = await target(of: service.name, overrides) else {
            return failed(name, "an answer", "no published port", cause: "\(service.place) publishes no port")
        }
        let client = HTTPClient(runner: workplace.surroundings.runner, variables: workplace.surroundings.environment)
        let end = ContinuousClock.now + .seconds(30)
        var last = "no answer"
        while ContinuousClock.now < end, !Task.isCancelled {
            if let answer = try? await client.get("http://127.0.0.1:\(inner)\(path)") {
                last = String(answer.status)
                if answer.status < 500 {
                    return Check(
                        name, expected: "an answer", observed: last, verdict: .passed,
                        milliseconds: Int(answer.seconds * 1000), short: "\(service.name) answers",
                        phrase: "\(service.name) answers")
                }
            }
            try? await Task.sleep(for: .milliseconds(300))
        }
        return failed(
            name, "an answer", last, cause: "\(service.name) runs and does not answer",
            log: await log(service.name, overrides))
    }

    /// The port on this machine of the first port that a service publishes.
    private func target(of service: String, _ overrides: [String]) async -> Int? {
        let listed = await compose(["ps", "--format", "json", service], overrides)
        guard let document = try? JSONParser.parse(Self.firstObject(listed.standardOutput), path: "ps") else {
            return nil
        }
        return document.root["Publishers"]?.elements.compactMap { $0["PublishedPort"]?.integer }.first { $0 > 0 }
    }

    // MARK: - What went wrong

    /// The service that did not get healthy, with its log.
    private func blame(_ up: ToolResult, _ overrides: [String]) async -> Check {
        let listed = await compose(["ps", "--all", "--format", "json"], overrides)
        let services = listed.output.split(separator: "\n").compactMap { line in
            try? JSONParser.parse(Array(line.utf8), path: "ps").root
        }
        let words = up.errors.split(separator: "\n").map(String.init)
        // What waits for a sick service is not running either: the sick one is named first.
        let guilty =
            services.first { $0["Health"]?.string == "unhealthy" }
            ?? services.first { ["exited", "dead", "restarting"].contains($0["State"]?.string) }
            ?? services.first { $0["State"]?.string != "running" || $0["Health"]?.string == "starting" }
        guard let guilty, let name = guilty["Service"]?.string else {
            return failed(
                development.command, "every service healthy", "\(up.status)", cause: words.last ?? "\(up.status)",
                log: Array(words.suffix(12)))
        }
        let health = guilty["Health"]?.string ?? ""
        let state = health.isEmpty ? guilty["State"]?.string ?? "not running" : health
        return failed(
            development.command, "every service healthy", "\(name) is \(state)",
            cause: "the service \(name) in \(development.file) is \(state)", log: await log(name, overrides))
    }

    private func log(_ service: String, _ overrides: [String]) async -> [String] {
        let output = await compose(["logs", "--no-color", "--no-log-prefix", "--tail", "12", service], overrides).output
        return output.split(separator: "\n").map(String.init)
    }

    private func unavailable(_ words: String, _ reason: NotRunReason) -> Check {
        Check(development.command, expected: "every service healthy", observed: words, verdict: .notRun(reason))
    }

    private func failed(
        _ name: String, _ expected: String, _ observed: String, cause: String, log: [String] = []
    ) -> Check {
        Check(name, expected: expected, observed: observed, verdict: .failed, cause: cause, log: log)
    }
}

// MARK: - Keeping apart from the user's own stack

extension ComposeStack {
    /// Writes the file that takes fixed ports and names away (docs.docker.com, "Merge Compose files", `!override` and
    /// `!reset`).
    ///
    /// - Returns: Its absolute path.
    /// - Throws: `deploy/compose` with Compose's own words, `deploy/external` where the stack shares something that
    ///   exists outside it.
    private func writeOverrides() async throws(Diagnostic) -> String {
        let result = await compose(["config", "--format", "json"], files: own)
        guard result.isSuccess, let document = try? JSONParser.parse(result.standardOutput, path: development.file)
        else {
            throw .error("deploy/compose", result.errors.split(separator: "\n").last.map(String.init) ?? "not readable")
        }
        let root = document.root
        for kind in ["volumes", "networks"] {
            let outside = (root[kind]?.members ?? []).first { $0.value["external"]?.boolean == true }
            guard outside == nil else {
                throw .error("deploy/external", "it uses \(kind) that exist outside it: \(outside?.key ?? "")")
            }
        }
        let path = "\(workplace.copy.temporary)/\(project).yml"
        try FileSystemAccess.write(Array(Self.overrides(for: root, project: project).utf8), to: path)
        return path
    }

    /// The text of that file.
    static func overrides(for root: DocumentNode, project: String) -> String {
        var lines = ["services:"]
        for service in root["services"]?.members ?? [] {
            lines.append("  \(YAMLText.doubleQuoted(service.key)):")
            lines.append("    container_name: !reset null")
            let targets = (service.value["ports"]?.elements ?? []).compactMap { $0["target"]?.scalarText }
            lines.append(targets.isEmpty ? "    ports: !reset []" : "    ports: !override")
            lines += targets.map { "      - \(YAMLText.doubleQuoted("127.0.0.1::" + $0))" }
        }
        for kind in ["volumes", "networks"] {
            let members = root[kind]?.members ?? []
            if !members.isEmpty { lines.append("\(kind):") }
            for member in members {
                lines.append("  \(YAMLText.doubleQuoted(member.key)):")
                lines.append("    name: \(YAMLText.doubleQuoted("\(project)_\(member.key)"))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var own: [String] {
        ([development.file] + [development.override].compactMap(\.self)).map { "\(workplace.copy.tree)/\($0)" }
    }

    private var docker: DockerTool {
        DockerTool(surroundings: workplace.surroundings, folder: workplace.copy.temporary)
    }

    private func compose(_ arguments: [String], _ overrides: [String]) async -> ToolResult {
        await compose(arguments, files: own + overrides)
    }

    private func compose(_ arguments: [String], files: [String]) async -> ToolResult {
        let place = RelativePath.folder(of: development.file)
        let folder = workplace.copy.tree + (place == "." ? "" : "/" + place)
        let options =
            files.isEmpty
            ? [] : ["--project-name", project, "--project-directory", folder] + files.flatMap { ["--file", $0] }
        let result = await docker.run(["compose"] + options + arguments, limit: .seconds(900))
        return result ?? ToolResult(status: .exited(127))
    }

    /// The first line of output that has an object on each line.
    private static func firstObject(_ output: [UInt8]) -> [UInt8] {
        Array(output.prefix { $0 != UInt8(ascii: "\n") })
    }
}
