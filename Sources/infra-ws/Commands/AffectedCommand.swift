import Bundles
import Topology
import Workspace

/// Prints the units that a change affects.
struct AffectedCommand: Subcommand {
    /// The declaration.
    let spec = CommandSpec.affected
    /// It only reads.
    let interruption = Interruption.endsAtOnce

    /// Prints them in the form that was asked for. What is not known makes more affected, never less.
    func run(_ options: GlobalOptions, output: Output) async throws(Diagnostic) -> CommandStatus {
        let here = RecognisedInput.workingDirectory()
        let runner = ProcessToolRunner()
        let root = try await RepositoryRoot.find(named: options.root, workingDirectory: here, runner: runner)
        let folder = RecognisedInput.folder(here, in: root.path)
        let catalogue = Catalogue.standard
        let finder = AffectedFinder(root: root.path, runner: runner) { monorepo, paths in
            let recognised = await TopologyBuilder.recognise(
                monorepo: monorepo, frameworks: catalogue.recognisedFrameworks,
                platforms: catalogue.recognisedPlatforms, datastores: catalogue.recognisedDatastores, only: paths)
            Outliving.keep((monorepo, recognised))
            return recognised
        }
        let result = try await finder.find(try request(options.affected, folder: folder))
        output.report(result.warnings)
        if let name = options.affected.absentUnit {
            let meant = try await result.graph.packages(meant: name, from: folder) { _ in [] }
            for package in meant { output.result(AffectedText.absence(of: package, in: result)) }
            return .success
        }
        let changes = ChangedPackages(result.graph, root: root.path, runner: runner).lookup
        let selection = try await PackageFilter.select(
            options.filters, in: result.graph, from: folder, changes: changes)
        selection.notes.forEach(output.progress.note)
        let chosen = Set(selection.packages.map(\.path))
        let packages = result.packages.filter { chosen.contains($0.path) }
        print(packages, result, options, output)
        return .success
    }

    private func print(
        _ packages: [PackageNode], _ result: AffectedResult, _ options: GlobalOptions, _ output: Output
    ) {
        let units = packages.filter(\.deploysIndependently)
        // Filters choose packages; without one it is what can be deployed that counts.
        let listed = options.filters.isEmpty ? units : packages
        switch options.format {
        case .json: output.document(JSONText.encode(AffectedJSON.value(of: packages, in: result), sortedKeys: true))
        case .githubMatrix:
            output.document(AffectedPipelines.gitHubMatrix(units, slugs: PackageSlugs(result.graph.packages)))
        case .gitlab:
            output.document(AffectedPipelines.gitLab(units, slugs: PackageSlugs(result.graph.packages)))
        case .buildkite:
            let slugs = PackageSlugs(result.graph.packages)
            output.document(AffectedPipelines.buildkite(units, order: result.order, slugs: slugs))
        default:
            output.result(
                options.affected.explains
                    ? AffectedText.explanation(of: listed, in: result)
                    : AffectedText.names(of: listed, in: result.graph))
        }
    }

    private func request(_ options: AffectedOptions, folder: String) throws(Diagnostic) -> AffectedRequest {
        let environment = UserEnvironment.current
        if let files = options.files {
            return AffectedRequest(.files(try ChangedFileList.read(files, from: folder)), environment: environment)
        }
        if let source = options.baseSource {
            return AffectedRequest(.deployed(source), head: options.head, environment: environment)
        }
        return AffectedRequest(.base(options.base), head: options.head, environment: environment)
    }
}

extension CommandSpec {
    /// `infra-ws affected`
    static let affected = CommandSpec(
        "affected", summary: "print the units that a change affects",
        details: """
            Prints the units that a change affects: those whose files changed, and those that depend on one that did, \
            before or after the change. Without `--head` the working tree counts, untracked files included. What \
            cannot be known, such as a base that is not fetched, makes everything that it concerns affected, with a \
            warning. With `--filter` the affected packages among the chosen ones are printed, libraries included.
            """,
        formats: [.names, .json, .githubMatrix, .gitlab, .buildkite],
        options: [.root, .filter, .base, .head, .baseFrom, .files, .explain, .whyNot, .verbose])
}
