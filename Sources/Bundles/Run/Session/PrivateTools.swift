import Synchronization
import Topology
package import Workspace

/// Package managers and interpreters that this machine lacks: put into the private copy, once for a run, and never into
/// the user's own folders.
package final class PrivateTools: Sendable {
    private let copy: PrivateCopy
    private let surroundings: RunSurroundings
    private let timeLimit: Duration
    /// One task for each source: its folder of programs, or why there is none.
    private let fetched = Mutex<[ToolSource: Task<Result<String, Diagnostic>, Never>]>([:])

    /// Makes the tools of one run; nothing is fetched yet.
    package init(copy: PrivateCopy, surroundings: RunSurroundings, timeLimit: Duration) {
        self.copy = copy
        self.surroundings = surroundings
        self.timeLimit = timeLimit
    }

    /// What the commands of a package manager need before they can run.
    struct Preparation: Sendable {
        /// Their environment.
        var environment: [String: String]
        /// Programs to run in the place of others: an interpreter of the version that the repository names.
        var replacements: [String: String] = [:]
        /// The version of which there is no interpreter here, where the package manager may still fetch one.
        var missing: LanguageVersion?

        /// A step as a command.
        func command(_ step: InstallStep, in tree: String, limit: Duration) -> ToolCommand {
            var variables = environment.merging(step.environment) { _, own in own }
            for (name, value) in step.environment where value.isEmpty { variables[name] = nil }
            variables["CI"] = "1"
            return ToolCommand(
                replacements[step.executable] ?? step.executable, step.arguments,
                in: step.workingDirectory == "." ? tree : tree + "/" + step.workingDirectory, environment: variables,
                timeLimit: limit)
        }
    }

    /// Sees to it that steps can run for a unit.
    ///
    /// - Throws: `needs-tool` with what has to be installed.
    func prepare(
        _ steps: [InstallStep], of unit: DeployableUnit, by installer: any PackageInstaller
    ) async throws(Diagnostic) -> Preparation {
        var preparation = Preparation(environment: surroundings.environment)
        let lacks = steps.contains { !$0.executable.contains("/") && surroundings.tools.path(of: $0.executable) == nil }
        if lacks {
            guard let source = installer.source(for: unit) else {
                throw .missing(steps[0].executable, installer.installHint)
            }
            let folder = try await self.folder(of: source, for: installer.id)
            preparation.environment["PATH"] = "\(folder):\(surroundings.searchPath)"
        }
        guard let version = installer.languageVersion(for: unit) else { return preparation }
        switch await find(version, installer, preparation.environment) {
        case .usual, .unknown: break
        case .other(let program): preparation.replacements[version.programs[0]] = program
        case .none:
            guard
                let variables = installer.fetchingInterpreters(
                    into: tools + "/interpreters", tools: locator(preparation))
            else { throw .missing(version, told: nil) }
            preparation.environment.merge(variables) { _, new in new }
            preparation.missing = version
        }
        return preparation
    }

    /// The programs that were fetched in this run, to stand behind PATH when a unit is built and started.
    static func searchFolders(in copy: PrivateCopy) -> [String] {
        let folders = (try? FileSystemAccess.list(copy.path + "/tools")) ?? []
        return folders.flatMap { name in programFolders.map { "\(copy.path)/tools/\(name)/\($0)" } }
            .filter { FileSystemAccess.isFolder($0) }
    }

    private static let programFolders = ["bin", "node_modules/.bin"]

    private var tools: String { copy.path + "/tools" }

    private func locator(_ preparation: Preparation) -> ToolLocator {
        ToolLocator(searchPath: preparation.environment["PATH"] ?? UserEnvironment.defaultSearchPath)
    }
}

// MARK: - Package managers

extension PrivateTools {
    private func folder(of source: ToolSource, for name: String) async throws(Diagnostic) -> String {
        let task = fetched.withLock { fetched in
            if let running = fetched[source] { return running }
            let task = Task { await self.outcome(of: source, for: name) }
            fetched[source] = task
            return task
        }
        return try await task.value.get()
    }

    private func outcome(of source: ToolSource, for name: String) async -> Result<String, Diagnostic> {
        do throws(Diagnostic) {
            return .success(try await fetch(source, for: name))
        } catch {
            return .failure(error)
        }
    }

    /// Installs a package manager into a folder of its own.
    private func fetch(_ source: ToolSource, for name: String) async throws(Diagnostic) -> String {
        surroundings.progress.note("\(name) is not installed here: it is fetched for this run (\(source.line))")
        let folder = "\(tools)/\(name)"
        try FileSystemAccess.makeFolder(folder, withParents: true)
        let steps: [InstallStep]
        let programs: String
        switch source {
        case .npm(let package):
            steps = [
                InstallStep(
                    "npm", ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", package], in: ".")
            ]
            programs = folder + "/node_modules/.bin"
        case .pypi(let project):
            steps = [
                InstallStep("python3", ["-m", "venv", folder], in: "."),
                InstallStep(
                    folder + "/bin/pip", ["install", "--disable-pip-version-check", "--quiet", project], in: "."),
            ]
            programs = folder + "/bin"
        }
        let preparation = Preparation(environment: surroundings.environment)
        for step in steps { try await run(step, preparation, fetching: name, from: source) }
        return programs
    }

    private func run(
        _ step: InstallStep, _ preparation: Preparation, fetching name: String, from source: ToolSource
    ) async throws(Diagnostic) {
        let result: ToolResult
        do throws(Diagnostic) {
            result = try await surroundings.runner.run(
                preparation.command(step, in: copy.temporary, limit: timeLimit))
        } catch {
            guard error.code == "tool-not-found" else { throw error }
            throw .missing(name, "\(source.line), which needs `\(step.executable)`")
        }
        if result.isSuccess { return }
        let lines = (result.output + "\n" + result.errors).split(separator: "\n").map(String.init)
        let words =
            NetworkFailure.words(in: lines) ?? lines.last { $0.lowercased().contains("error") } ?? lines.last ?? ""
        throw .missing(name, "could not be fetched (\(words.prefix(200))): \(source.line)")
    }
}

// MARK: - Interpreters

extension PrivateTools {
    private enum Found {
        /// What the package manager takes by itself will do.
        case usual
        /// Another program on PATH.
        case other(String)
        /// No interpreter of that version is here.
        case none
        /// The text of the version is not understood: the package manager will say what it thinks of it.
        case unknown
    }

    private func find(
        _ version: LanguageVersion, _ installer: any PackageInstaller, _ environment: [String: String]
    ) async -> Found {
        let locator = ToolLocator(searchPath: environment["PATH"] ?? UserEnvironment.defaultSearchPath)
        if let query = installer.query(for: version, tools: locator) {
            let command = Preparation(environment: environment).command(
                query, in: copy.temporary, limit: .seconds(60))
            guard let result = try? await surroundings.runner.run(command) else { return .unknown }
            return result.isSuccess ? .usual : .none
        }
        guard version.admits("0") != nil else { return .unknown }
        for program in version.programs where locator.path(of: program) != nil {
            guard let number = await number(of: program, environment), version.admits(number) == true else { continue }
            return program == version.programs.first ? .usual : .other(program)
        }
        return .none
    }

    /// The version that an interpreter prints, such as `3.11.2` of `Python 3.11.2`; nil where it prints none.
    private func number(of program: String, _ environment: [String: String]) async -> String? {
        let command = ToolCommand(
            program, ["--version"], in: copy.temporary, environment: environment, timeLimit: .seconds(30))
        guard let result = try? await surroundings.runner.run(command), result.isSuccess else { return nil }
        let words = (result.output + " " + result.errors).split { $0 == " " || $0 == "\n" }
        let number = words.first { $0.first?.isNumber == true }
        // A version before its release ends in letters, as in 3.15.0rc1.
        return number.map { String($0.prefix { $0.isNumber || $0 == "." }) }
    }
}

extension RunSurroundings {
    /// The user's PATH.
    var searchPath: String { environment["PATH"] ?? UserEnvironment.defaultSearchPath }
}

extension Diagnostic {
    fileprivate static func missing(_ program: String, _ hint: String) -> Diagnostic {
        .error("needs-tool", "`\(program)` is not installed", remedy: hint)
    }

    /// No interpreter of a version is here, and none could be fetched.
    static func missing(_ version: LanguageVersion, told words: String?) -> Diagnostic {
        let why = words.map { " and could not be fetched (\($0.prefix(200)))" } ?? ""
        return .error(
            "needs-tool", "no \(version.language) \(version.text) is installed, which \(version.place) names\(why)",
            at: version.place, remedy: "install \(version.language) \(version.text)")
    }
}
