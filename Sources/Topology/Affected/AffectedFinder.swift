package import Workspace

/// Finds what a change of a repository affects: asks git, reads both states, and passes the change on.
package struct AffectedFinder: Sendable {
    /// Makes the topology of a state of the repository; with paths it looks into those packages alone.
    package typealias Recogniser = @Sendable (Monorepo, _ only: Set<String>?) async -> RecognisedRepository

    let root: String
    let runner: any ToolRunner
    let recognise: Recogniser
    let git: GitTool

    /// Makes a finder.
    ///
    /// - Parameters:
    ///   - root: Absolute path of the repository's root.
    ///   - runner: Who starts git.
    ///   - recognise: Makes topologies.
    package init(root: String, runner: any ToolRunner, recognise: @escaping Recogniser) {
        self.root = root
        self.runner = runner
        self.recognise = recognise
        git = GitTool(folder: root, runner: runner)
    }

    /// Finds what a change affects.
    ///
    /// What cannot be found out never makes the answer smaller: then everything that it concerns is affected, with a
    /// reason and a warning that say so.
    ///
    /// - Throws: A diagnostic where the working tree itself cannot be read, `--head` means no commit, or
    ///   `--base-from` names a file that cannot be read.
    package func find(_ request: AffectedRequest) async throws(Diagnostic) -> AffectedResult {
        switch request.source {
        case .files(let files): return try await changed(files)
        case .base(let ref): return try await since(ref, request)
        case .deployed(let source): return try await sinceDeployed(source, request)
        }
    }

    private func since(_ ref: String?, _ request: AffectedRequest) async throws(Diagnostic) -> AffectedResult {
        async let reading = readWorkingTree()
        let (base, differences) = await changes(since: ref, request)
        let tree = try await reading.get()
        let state = try await after(tree, request)
        switch base {
        case .failure(let reason):
            return everything(await recognise(state.monorepo, nil).graph, reason.code, reason.warning)
        case .success(let commit):
            return await compare(commit, state, tree, differences)
        }
    }

    /// The commit to compare with, and, while the working tree is read, what differs from it.
    private func changes(
        since ref: String?, _ request: AffectedRequest
    ) async -> (Result<GitCommit, BaseChoice.Failure>, [GitDifference]?) {
        async let tool = try? git.withoutFilters()
        let base = await BaseChoice.find(ref, request, git)
        // What goes wrong here goes wrong again when it is asked for, and is reported then.
        guard case .success(let commit) = base, request.head == nil, let tool = await tool else { return (base, nil) }
        return (base, try? await tool.trackedDifferences(since: commit, filtered: false))
    }

    /// A state to compare with, and how it differs from the working tree.
    struct AfterState: Sendable {
        /// The state.
        var monorepo: Monorepo
        /// The commit; absent for the working tree.
        var head: GitCommit?
    }

    /// Reads the working tree.
    func readWorkingTree() async -> Result<Monorepo, Diagnostic> {
        do throws(Diagnostic) {
            return .success(try await Monorepo.read(root: root, runner: runner))
        } catch {
            return .failure(error)
        }
    }

    /// The working tree, or the commit that was asked for.
    func after(_ tree: Monorepo, _ request: AffectedRequest) async throws(Diagnostic) -> AfterState {
        guard let name = request.head else { return AfterState(monorepo: tree) }
        let head = try await git.commit(name)
        let differences = try await git.differences(since: head)
        let monorepo = differences.isEmpty ? tree : try await state(of: tree.files, before: differences)
        return AfterState(monorepo: monorepo, head: head)
    }

    /// The repository as it was before some differences to the working tree.
    func state(
        of files: RepositoryFiles, before differences: [GitDifference]
    ) async throws(Diagnostic) -> Monorepo {
        let relevant = differences.filter { !PlainSource.isPlain($0.path) }
        let objects = try await git.objects(Set(relevant.compactMap(\.before)))
        let monorepo = await Monorepo.read(files: files.before(differences, objects))
        do throws(Diagnostic) {
            return try monorepo.withSpecification()
        } catch {
            // A state.json that could not be relied on then says nothing now.
            return monorepo
        }
    }

    /// Compares a commit with a state.
    ///
    /// - Parameters:
    ///   - base: The commit.
    ///   - state: The state.
    ///   - tree: The working tree.
    ///   - tracked: How tracked files differ, where it is known already.
    /// - Returns: What is affected; everything where the commit cannot be read.
    func compare(
        _ base: GitCommit, _ state: AfterState, _ tree: Monorepo, _ tracked: [GitDifference]? = nil
    ) async -> AffectedResult {
        do throws(Diagnostic) {
            let differences: [GitDifference]
            if let tracked, let untracked = Self.untracked(in: tree.files) {
                differences = (tracked + untracked).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
            } else {
                differences = try await git.differences(since: base, until: state.head)
            }
            let files = differences.map { ChangedFile($0) }
            if let result = await inside(files, state.monorepo, base: base.rawValue) { return result }
            return try await compareWhole(base, state, tree, differences)
        } catch {
            return everything(await recognise(state.monorepo, nil).graph, .baseUnreadable, error)
        }
    }

    /// The untracked files of a scan; nil where it left out names that are no UTF-8, which git is to be asked for.
    private static func untracked(in files: RepositoryFiles) -> [GitDifference]? {
        guard files.isGit, !files.warnings.contains(where: { $0.code == "file-name" }) else { return nil }
        return files.untracked.map { GitDifference(path: $0, wasThere: false) }
    }

    /// The answer for files that concern nothing above packages and change neither packages nor edges; nil where some
    /// do. Only what is affected is then looked into.
    private func inside(_ files: [ChangedFile], _ monorepo: Monorepo, base: String) async -> AffectedResult? {
        let map = AffectedMap(edgesOf: monorepo)
        let owners = PackageOwners(map.packages.keys)
        let isInside = files.allSatisfy { file in
            guard PlainSource.isPlain(file.path), let owner = owners.owner(of: file.path), owner != "." else {
                return false
            }
            return map.packages[owner]?.isWorkspaceRoot == false
        }
        guard isInside else { return nil }
        let engine = AffectedEngine(before: map, after: map) { _ in FileVersions(before: .unknown, after: .unknown) }
        let answer = engine.affected(by: files)
        let graph = await recognise(monorepo, answer.paths).graph
        let changed = Set(files.map(\.path))
        // Code of one package may deploy another one (a stack of CDK, SST or Pulumi).
        let deploys = graph.packages.contains { package in
            answer.reasons[package.path] == nil
                && !AffectedMap.deployFiles(of: package).isDisjoint(with: changed)
        }
        return deploys ? nil : result(of: engine, files, graph, base: base, answer: answer)
    }

    private func compareWhole(
        _ base: GitCommit, _ state: AfterState, _ tree: Monorepo, _ differences: [GitDifference]
    ) async throws(Diagnostic) -> AffectedResult {
        let recognised = await recognise(state.monorepo, nil)
        let versions = try await versions(differences, state.monorepo.files)
        let after = AffectedMap(recognised)
        var before = after
        if differences.contains(where: { !PlainSource.isPlain($0.path) }) {
            let all = state.head == nil ? differences : try await git.differences(since: base)
            before = AffectedMap(await recognise(try await self.state(of: tree.files, before: all), nil))
        }
        let engine = AffectedEngine(before: before, after: after, versions: versions)
        return result(of: engine, differences.map { ChangedFile($0) }, recognised.graph, base: base.rawValue)
    }

    /// Puts an engine's answer together.
    func result(
        of engine: AffectedEngine, _ files: [ChangedFile], _ graph: TopologyGraph, base: String?,
        answer: AffectedAnswer? = nil
    ) -> AffectedResult {
        var result = AffectedResult(answer: answer ?? engine.affected(by: files), graph: graph)
        result.engine = engine
        result.files = files.map(\.path)
        result.bases = base.map { [".": $0] } ?? [:]
        result.removed = Set(engine.before.packages.keys).subtracting(engine.after.packages.keys).sorted()
        result.order = engine.order(of: Set(result.units.map(\.path)))
        return result
    }

    /// What files were and are, for those whose contents matter.
    private func versions(
        _ differences: [GitDifference], _ files: RepositoryFiles
    ) async throws(Diagnostic) -> @Sendable (String) -> FileVersions {
        let relevant = differences.filter { !PlainSource.isPlain($0.path) }
        let objects = try await git.objects(Set(relevant.compactMap(\.before)))
        var known: [String: FileVersions] = [:]
        for difference in relevant {
            let before = difference.before.map { objects[$0].map { .contents($0) } ?? FileVersions.Version.unknown }
            var after = FileVersions.Version.absent
            if difference.isThere { after = files.contents(difference.path).map { .contents($0) } ?? .unknown }
            known[difference.path] = FileVersions(before: before ?? .absent, after: after)
        }
        let all = known
        return { path in all[path] ?? FileVersions(before: .unknown, after: .unknown) }
    }

    /// Everything, because something is not known.
    func everything(
        _ graph: TopologyGraph, _ code: AffectedReason.Code, _ warning: Diagnostic
    ) -> AffectedResult {
        let reason = AffectedReason(code, detail: warning.message)
        let answer = AffectedAnswer(Dictionary(graph.packages.map { ($0.path, [reason]) }) { first, _ in first })
        var result = AffectedResult(answer: answer, graph: graph)
        result.warnings = [
            .warning(
                code.rawValue, "everything counts as affected: \(warning.message)", at: warning.place,
                remedy: warning.remedy)
        ]
        return result
    }
}

// MARK: - A list of files

extension AffectedFinder {
    /// What a list of changed files affects. What they were before is looked up in `HEAD` where git has it.
    private func changed(_ files: [String]) async throws(Diagnostic) -> AffectedResult {
        let tree = try await readWorkingTree().get()
        let recognised = await recognise(tree, nil)
        let after = AffectedMap(recognised)
        var before = after
        if tree.files.isGit, files.contains(where: { !PlainSource.isPlain($0) }),
            let head = try? await git.commit("HEAD"), let differences = try? await git.differences(since: head),
            !differences.isEmpty, let monorepo = try? await state(of: tree.files, before: differences)
        {
            before = AffectedMap(await recognise(monorepo, nil))
        }
        let engine = AffectedEngine(before: before, after: after) { _ in FileVersions(before: .unknown, after: .unknown)
        }
        var result = result(of: engine, files.map { ChangedFile($0) }, recognised.graph, base: nil)
        let known = Set(before.packages.keys).union(after.packages.keys)
        let lost = files.filter { file in
            // A manifest that is nowhere belonged to a package that was deleted before `HEAD`.
            Self.manifestNames.contains(RelativePath.baseName(of: file)) && !tree.files.contains(file)
                && !known.contains(RelativePath.folder(of: file))
        }
        if let first = lost.first {
            let problem = Diagnostic.error(
                "deleted-manifest", "`\(first)` was deleted, and who depended on it is not in the list",
                at: FilePlace(first), remedy: "give `--base REF` rather than `--files`")
            result.answer = everything(recognised.graph, .deletedManifest, problem).answer
            result.warnings = everything(recognised.graph, .deletedManifest, problem).warnings
        }
        return result
    }

    private static let manifestNames: Set<String> = [
        "package.json", "pyproject.toml", "go.mod", "Cargo.toml", "Gemfile", "composer.json", "pom.xml", "build.gradle",
        "build.gradle.kts", "mix.exs", "Package.swift", "deno.json", "deno.jsonc", "pubspec.yaml", "project.json",
    ]
}
