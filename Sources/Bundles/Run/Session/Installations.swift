import Synchronization
import Topology
import Workspace

/// Installs units in the copy with their own package managers; units that share a folder are installed once.
final class Installations: Sendable {
    private let copy: PrivateCopy
    private let surroundings: RunSurroundings
    private let timeLimit: Duration
    private let tools: PrivateTools
    /// Every unit of the run that may be started: members of one workspace are installed together.
    private let units: [DeployableUnit]
    /// One task for each installation, by the command lines that it runs.
    private let tasks = Mutex<[String: Task<Check?, Never>]>([:])

    /// The name of the check that an installation which did not succeed leaves.
    static let checkName = "install"

    /// Makes the installations of one run.
    init(
        copy: PrivateCopy, surroundings: RunSurroundings, timeLimit: Duration, units: [DeployableUnit],
        tools: PrivateTools
    ) {
        self.tools = tools
        self.copy = copy
        self.units = units
        self.surroundings = surroundings
        self.timeLimit = timeLimit
    }

    /// Installs a unit; returns the check that says what went wrong.
    func install(_ unit: DeployableUnit, in context: BundleContext) async -> Check? {
        guard let installer = context.catalogue.installer(unit.package.packageManager) else { return nil }
        let folder = installer.folder(for: unit)
        let together = units.filter { other in
            other.package.packageManager == unit.package.packageManager && installer.folder(for: other) == folder
        }
        let steps = installer.steps(for: together.isEmpty ? [unit] : together, tools: surroundings.tools)
        if steps.isEmpty { return nil }
        // What was installed for other manifests does not count: a plan may have added a dependency since.
        let key = steps.map { "\($0)" }.joined(separator: "\n") + "\n\(Self.digest(of: unit, by: installer))"
        surroundings.progress.update(unit: unit.path, step: "installing with \(installer.id)")
        let task = tasks.withLock { tasks in
            if let running = tasks[key] { return running }
            let task = Task { await self.run(steps, of: unit, by: installer) }
            tasks[key] = task
            return task
        }
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Stands for the contents of the manifests and lock files that an installation reads.
    private static func digest(of unit: DeployableUnit, by installer: any PackageInstaller) -> Int {
        let folder = installer.folder(for: unit)
        var hasher = Hasher()
        for path in installer.dependencyFiles.flatMap({ unit.contents.files.named($0) })
        where RelativePath.isInside(path, folder) {
            hasher.combine(path)
            hasher.combine(unit.contents.files.contents(path))
        }
        return hasher.finalize()
    }

    private func run(
        _ steps: [InstallStep], of unit: DeployableUnit, by installer: any PackageInstaller
    ) async -> Check? {
        let preparation: PrivateTools.Preparation
        do throws(Diagnostic) {
            preparation = try await tools.prepare(steps, of: unit, by: installer)
        } catch {
            return UnitOpener.unavailable(error, name: Self.checkName)
        }
        for step in steps {
            let name = ([step.executable] + step.arguments).joined(separator: " ")
            do throws(Diagnostic) {
                let command = preparation.command(step, in: copy.tree, limit: timeLimit)
                let result = try await surroundings.runner.run(command)
                if !result.isSuccess { return failure(name, result, preparation, installer.languageVersion(for: unit)) }
            } catch {
                if error.code == "tool-not-found" {
                    return Check(
                        Self.checkName, expected: name,
                        observed: "`\(step.executable)` is not installed; \(installer.installHint)",
                        verdict: .notRun(.needsTool))
                }
                return Check(
                    Self.checkName, expected: name, observed: error.message, verdict: .failed, cause: error.line)
            }
        }
        return nil
    }

    /// The line that says what went wrong: of npm not its code alone, nor where its log is; of pip, uv and others the
    /// last error.
    static func cause(_ lines: [String]) -> String? {
        let npm = lines.filter { $0.hasPrefix("npm error ") || $0.hasPrefix("npm ERR! ") }
        let told = npm.filter { line in
            !["npm error code", "npm ERR! code", "A complete log", "errno"].contains { line.contains($0) }
        }
        return told.first ?? lines.last { $0.lowercased().contains("error") } ?? lines.last
    }

    /// A registry that is not reached is not the unit's failure; its words are quoted.
    private func failure(
        _ name: String, _ result: ToolResult, _ preparation: PrivateTools.Preparation, _ version: LanguageVersion?
    ) -> Check {
        let lines = (result.output + "\n" + result.errors).split(separator: "\n").map(String.init)
        if let missing = InterpreterFailure.problem(in: lines, of: preparation, naming: version) {
            return UnitOpener.unavailable(missing, name: Self.checkName)
        }
        if let words = NetworkFailure.words(in: lines) {
            return Check(Self.checkName, expected: name, observed: words, verdict: .notRun(.needsNetwork))
        }
        let cause = Self.cause(lines) ?? "\(result.status)"
        return Check(
            Self.checkName, expected: "`\(name)` succeeds", observed: "\(result.status)", verdict: .failed,
            cause: cause,
            log: Array(lines.suffix(12)))
    }
}
