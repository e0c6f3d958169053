import Topology
package import Workspace

/// Adds dependencies of a unit with its own package manager, in a folder that holds manifests and lock files alone.
///
/// The folder is apart from the private copy: each unit's change is made from the repository as it is, so that units
/// that share a lock file keep changes that can be written one without the other.
package struct DependencyAddition: Sendable {
    private let folder: String
    private let surroundings: RunSurroundings
    private let timeLimit: Duration
    private let tools: PrivateTools

    /// Works below an absolute folder, such as the `TMPDIR` of a private copy.
    package init(in folder: String, surroundings: RunSurroundings, timeLimit: Duration, tools: PrivateTools) {
        self.tools = tools
        self.folder = folder
        self.surroundings = surroundings
        self.timeLimit = timeLimit
    }

    /// What a package manager reads besides manifests and lock files.
    private static let settings: Set<String> = [
        ".npmrc", ".yarnrc", ".yarnrc.yml", ".pnpmfile.cjs", "pnpm-workspace.yaml", "bunfig.toml", "uv.toml",
        ".python-version", "setup.cfg", "go.work", "go.work.sum",
    ]

    /// The changes of manifest and lock file.
    ///
    /// - Parameters:
    ///   - dependencies: What to add, as the package manager names it.
    ///   - unit: The unit in the repository as it is.
    ///   - changes: What else is planned: Go marks a module as needed by the code that imports it.
    ///   - catalogue: Knows the package manager.
    /// - Returns: The edits of manifest and lock file, and a lock file that is new.
    /// - Throws: `needs-network`, `needs-tool` or `dependency/...`, with the words of the package manager.
    package func changes(
        adding dependencies: [String], to unit: DeployableUnit, with changes: [FileChange], _ catalogue: Catalogue
    ) async throws(Diagnostic) -> [FileChange] {
        guard let installer = catalogue.installer(unit.package.packageManager) else {
            throw .dependency("no package manager is known for \(unit.path)", unit)
        }
        let edits = installer.edits(adding: dependencies, to: unit)
        if !edits.isEmpty { return edits }
        let steps = installer.add(dependencies, to: unit, tools: surroundings.tools)
        if steps.isEmpty {
            throw .dependency("\(installer.id) has no command that adds to what the repository locks", unit)
        }
        let tree = try FileSystemAccess.makeTemporaryFolder(in: folder, prefix: "add-")
        do throws(Diagnostic) {
            try write(unit, changes, installer, to: tree)
            let preparation = try await tools.prepare(steps, of: unit, by: installer)
            for step in steps { try await run(step, preparation, in: tree, for: unit, by: installer) }
            let found = try read(unit, installer, dependencies, from: tree)
            try FileSystemAccess.removeTree(tree)
            return found
        } catch {
            try? FileSystemAccess.removeTree(tree)
            throw error
        }
    }

    private func write(
        _ unit: DeployableUnit, _ changes: [FileChange], _ installer: any PackageInstaller, to tree: String
    ) throws(Diagnostic) {
        let names = Self.settings.union(installer.dependencyFiles)
        let isGo = installer.dependencyFiles.contains("go.mod")
        for path in unit.contents.files.paths {
            let isWanted =
                names.contains(RelativePath.baseName(of: path)) || path.hasPrefix(".yarn/")
                || (isGo && path.hasSuffix(".go") && RelativePath.isInside(path, unit.path))
            guard isWanted, let bytes = unit.contents.files.contents(path) else { continue }
            try write(bytes, to: tree + "/" + path)
        }
        for change in changes {
            if let bytes = change.new { try write(bytes, to: tree + "/" + change.path) }
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws(Diagnostic) {
        try FileSystemAccess.makeFolder(
            String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]), withParents: true)
        try FileSystemAccess.write(bytes, to: path)
    }

    private func run(
        _ step: InstallStep, _ preparation: PrivateTools.Preparation, in tree: String, for unit: DeployableUnit,
        by installer: any PackageInstaller
    ) async throws(Diagnostic) {
        let command = preparation.command(step, in: tree, limit: timeLimit)
        let result: ToolResult
        do throws(Diagnostic) {
            result = try await surroundings.runner.run(command)
        } catch {
            guard error.code == "tool-not-found" else { throw error }
            throw .error("needs-tool", "`\(step.executable)` is not installed", remedy: installer.installHint)
        }
        if result.isSuccess { return }
        let lines = (result.output + "\n" + result.errors).split(separator: "\n").map(String.init)
        let version = installer.languageVersion(for: unit)
        if let missing = InterpreterFailure.problem(in: lines, of: preparation, naming: version) { throw missing }
        if let words = NetworkFailure.words(in: lines) { throw .error("needs-network", words) }
        // npm's first line has the code alone.
        let told = lines.filter { !$0.hasPrefix("npm error code") }
        let cause = told.first { $0.lowercased().contains("error") || $0.contains("×") } ?? told.last ?? "no output"
        throw .dependency("`\(command.line)` failed: \(cause.prefix(240))", unit)
    }

    /// The files that differ; a new one is a lock file that was not there.
    private func read(
        _ unit: DeployableUnit, _ installer: any PackageInstaller, _ dependencies: [String], from tree: String
    ) throws(Diagnostic) -> [FileChange] {
        let why = "adds " + dependencies.joined(separator: ", ")
        var changes: [FileChange] = []
        var paths = Set(installer.dependencyFiles.flatMap { unit.contents.files.named($0) })
        let root = installer.folder(for: unit)
        for folder in [root, unit.path] {
            paths.formUnion(installer.dependencyFiles.map { ManifestStore.path($0, in: folder) })
        }
        for path in paths.sorted() {
            guard FileSystemAccess.information(tree + "/" + path)?.kind == .regular else { continue }
            let bytes = try FileSystemAccess.read(tree + "/" + path)
            if let original = unit.contents.files.contents(path) {
                if original != bytes { changes.append(.edit(path, original: original, new: bytes, why: why)) }
            } else {
                changes.append(.create(path, bytes, why: why))
            }
        }
        if changes.isEmpty {
            throw .dependency("nothing changed by adding \(dependencies.joined(separator: ", "))", unit)
        }
        return changes
    }
}

/// What package managers say when a registry is not reached.
enum NetworkFailure {
    /// What npm, yarn, pnpm, pip, uv and go say when a registry's name or address is not reached.
    private static let signs: [String] = [
        "ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH", "getaddrinfo", "no such host",
        "Temporary failure in name resolution", "Name or service not known", "dns error", "Could not resolve host",
        "connection refused", "network is unreachable", "Network is unreachable", "NewConnectionError",
    ]

    /// The address and the line that says so; nil where none does.
    static func words(in lines: [String]) -> String? {
        guard let line = lines.first(where: isSign) else { return nil }
        let address = lines.first { $0.contains("://") && !$0.contains("git+") }
        return [address, line].compactMap(\.self).map(trimmed).joined(separator: ": ")
    }

    private static func isSign(_ line: String) -> Bool { signs.contains { line.contains($0) } }

    private static func trimmed(_ line: String) -> String {
        String(line.drop { $0 == " " || $0 == "\t" }.prefix(240))
    }
}

/// What package managers say when the interpreter that they need is not here.
enum InterpreterFailure {
    /// What pip, uv, Poetry, PDM, Pipenv and pyenv say.
    private static let signs: [String] = [
        "requires a different Python", "No interpreter found for Python", "unable to find a compatible version",
        "Can't resolve python interpreter", "No Python interpreter matching", "was not found on your system",
        "is not installed (set by",
    ]

    /// Why an installation failed for want of an interpreter; nil where it failed otherwise.
    static func problem(
        in lines: [String], of preparation: PrivateTools.Preparation, naming version: LanguageVersion?
    ) -> Diagnostic? {
        let words = NetworkFailure.words(in: lines)
        if let missing = preparation.missing, words != nil { return .missing(missing, told: words) }
        let isSaid = lines.contains { line in signs.contains { line.contains($0) } }
        return isSaid ? (preparation.missing ?? version).map { .missing($0, told: nil) } : nil
    }
}

extension Diagnostic {
    fileprivate static func dependency(_ message: String, _ unit: DeployableUnit) -> Diagnostic {
        .error(
            "dependency/not-added", message, at: FilePlace(unit.path),
            remedy: "add it by hand and run the command again")
    }
}
