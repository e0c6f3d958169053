import Synchronization

/// A repository as its own files describe it: what is there, who claims what, and what people wrote down.
///
/// It knows files and manifests and not what they mean; the topology does.
package struct Monorepo: Sendable {
    /// All files.
    package var files: RepositoryFiles
    /// The parsed manifests, shared with whoever asks for them later.
    package var manifests: ManifestStore
    /// The workspaces that manifests declare, sorted by kind, then manifest.
    package var workspaces: [WorkspaceDeclaration]
    /// Every folder that somebody claims, sorted by path.
    package var packages: [ClaimedPackage]
    /// `.spec_system/state.json`; nil where there is none.
    package var state: StateFile?
    /// `.spec_system/CONVENTIONS.md`; nil where there is none.
    package var conventions: Conventions?
    /// `.spec_system/audit/known-issues.md`; empty where there is none.
    package var knownIssues = KnownIssues()
    /// Edges between those folders, sorted, each once; the first line that says so is kept.
    package var dependencies: [DependencyClaim]
    /// What could not be read, in a stable order.
    package var diagnostics: [Diagnostic]

    /// Lists the files of a repository and reads its manifests and the files of `.spec_system`.
    ///
    /// - Parameters:
    ///   - root: Absolute path, without links.
    ///   - runner: Who starts git.
    /// - Returns: What is there, who claims what, and what people wrote down.
    /// - Throws: What `RepositoryFiles.scan` throws, and `json/...` or `state/...` for a `state.json` that nobody can
    ///   rely on.
    package static func read(root: String, runner: any ToolRunner) async throws(Diagnostic) -> Monorepo {
        let names = Set(WorkspaceKinds.all.flatMap(\.manifestNames) + ImpliedEdges.fileNames).sorted()
        let early = EarlyReading()
        let files = try await RepositoryFiles.scan(root: root, runner: runner) { tracked in
            // Manifests are read and taken apart while git still looks for untracked files. Mostly there are none, and
            // this is the answer already.
            await tracked.prefetch(named: names)
            early.set(await read(files: tracked))
        }
        let reading = early.value
        if let reading, reading.files === files { return try reading.withSpecification() }
        return try await read(files: files, parsedBy: reading?.manifests).withSpecification()
    }

    /// What is read before all files are known.
    private final class EarlyReading: Sendable {
        private let reading = Mutex<Monorepo?>(nil)

        /// What was read; nil before that.
        var value: Monorepo? { reading.withLock { $0 } }

        /// Keeps what was read.
        func set(_ monorepo: Monorepo) { reading.withLock { $0 = monorepo } }
    }

    /// Reads the manifests of all kinds side by side and merges what they say.
    ///
    /// - Parameters:
    ///   - files: The files of the repository.
    ///   - kinds: The workspace kinds to ask, in the order in which their names and languages count.
    ///   - earlier: Manifests of the same files that were parsed already.
    /// - Returns: The packages and edges, without the files of `.spec_system`.
    package static func read(
        files: RepositoryFiles, kinds: [any WorkspaceKind] = WorkspaceKinds.all, parsedBy earlier: ManifestStore? = nil
    ) async -> Monorepo {
        let manifests = ManifestStore(files, parsedBy: earlier)
        let names = Set(kinds.flatMap(\.manifestNames)).sorted()
        await manifests.prepare(names.flatMap { files.named($0) })
        let readings = await ParallelMap.run(over: kinds, minimumChunk: 1) { $0.read(manifests) }
        var monorepo = merge(readings, files: files, manifests: manifests)
        let implied = await ImpliedEdges.find(
            packages: monorepo.packages, declared: monorepo.dependencies, in: manifests)
        guard !implied.isEmpty else { return monorepo }
        monorepo.dependencies += implied
        monorepo.dependencies.sort {
            ($0.from, $0.to, $0.kind.rank, $0.place) < ($1.from, $1.to, $1.kind.rank, $1.place)
        }
        return monorepo
    }

    /// The same with what the files of `.spec_system` say.
    ///
    /// - Throws: `json/...` or `state/...` for a `state.json` that nobody can rely on.
    package func withSpecification() throws(Diagnostic) -> Monorepo {
        var monorepo = self
        if let bytes = files.contents(StateFile.path) {
            let state = try StateFile(bytes)
            if let error = state.firstError { throw error }
            monorepo.diagnostics += state.diagnostics
            monorepo.state = state
        }
        if let bytes = files.contents(Conventions.path) {
            let named =
                packages.map { ($0.name, $0.path) } + (monorepo.state?.packages ?? []).map { ($0.name, $0.path) }
            monorepo.conventions = Conventions(
                bytes, packageNames: Dictionary(named, uniquingKeysWith: { _, last in last }))
        }
        if let bytes = files.contents(KnownIssues.path) { monorepo.knownIssues = KnownIssues(bytes) }
        return monorepo
    }

    private static func merge(
        _ readings: [WorkspaceReading], files: RepositoryFiles, manifests: ManifestStore
    ) -> Monorepo {
        var claims: [String: [PackageClaim]] = [:]
        for claim in readings.flatMap(\.packages) { claims[claim.path, default: []].append(claim) }
        let packages = claims.map { ClaimedPackage(path: $0.key, claims: $0.value) }.sorted { $0.path < $1.path }
        var seen: Set<EdgeKey> = []
        let edges = readings.flatMap(\.dependencies)
            .filter { claims[$0.from] != nil && claims[$0.to] != nil && $0.from != $0.to }
            .sorted { ($0.from, $0.to, $0.kind.rank, $0.place) < ($1.from, $1.to, $1.kind.rank, $1.place) }
            .filter { seen.insert(EdgeKey(from: $0.from, to: $0.to, kind: $0.kind)).inserted }
        var reported: Set<Diagnostic> = []
        return Monorepo(
            files: files, manifests: manifests,
            workspaces: Set(readings.flatMap(\.declarations)).sorted {
                ($0.kind, $0.manifest) < ($1.kind, $1.manifest)
            },
            packages: packages, dependencies: edges,
            diagnostics: readings.flatMap(\.diagnostics).map(\.asWarning).filter { reported.insert($0).inserted })
    }

    /// What makes two edges the same.
    private struct EdgeKey: Hashable {
        var from: String
        var to: String
        var kind: DependencyKind
    }
}

/// A folder with everybody's claims on it: claimed twice, it is still one package.
package struct ClaimedPackage: Sendable {
    /// Folder relative to the root.
    package var path: String
    /// The claims, in the order of the kinds.
    package var claims: [PackageClaim]

    /// Makes a package from its claims.
    package init(path: String, claims: [PackageClaim]) {
        self.path = path
        self.claims = claims
    }

    /// The name of the first claim that has one, members of workspaces first; the folder's name where none has.
    package var name: String {
        let named = claims.first { $0.isMember && $0.name != nil } ?? claims.first { $0.name != nil }
        return named?.name ?? (path == "." ? "root" : RelativePath.baseName(of: path))
    }
}

extension Diagnostic {
    /// The same as a warning: one file that cannot be read never takes the others down.
    package var asWarning: Diagnostic {
        .warning(code, message, at: place, remedy: remedy)
    }
}

extension DependencyKind {
    /// The place in the order of the contract, 0 for `production`.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
