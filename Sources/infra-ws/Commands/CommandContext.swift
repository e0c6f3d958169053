import Bundles
import Workspace

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What every command that looks at a repository needs: where it is, what was asked, and who starts children.
struct CommandContext: Sendable {
    /// The repository.
    let root: RepositoryRoot
    /// What was asked, in the run's own terms.
    let request: RunRequest
    /// Tools, environment and progress.
    let surroundings: RunSurroundings

    /// Finds the repository and takes back what a killed command left half-written.
    ///
    /// - Throws: What makes the root impossible.
    static func make(_ options: GlobalOptions, output: Output) async throws(Diagnostic) -> CommandContext {
        let environment = UserEnvironment.current
        let runner = ProcessToolRunner(
            childGuard: try programPath().map { path throws(Diagnostic) in
                try ChildGuard(executable: path)
            })
        let here = FileSystemAccess.realPath(".") ?? "/"
        let root = try await RepositoryRoot.find(named: options.root, workingDirectory: here, runner: runner)
        if let recovered = try TransactionRecovery.recover(StateFolder(root), root: root.path) {
            output.report(recovered)
        }
        var request = RunRequest(root)
        request.filters = options.filters
        request.workingFolder = folder(here, in: root.path)
        request.bundle = options.bundle
        request.skipsInstall = options.skipsInstall
        request.isLive = options.isLive
        request.concurrency = options.concurrency ?? defaultConcurrency()
        request.addresses = Dictionary(options.addresses.map { ($0.package, $0.url) }) { _, last in last }
        let tools = ToolLocator(searchPath: environment["PATH"] ?? UserEnvironment.defaultSearchPath)
        return CommandContext(
            root: root, request: request,
            surroundings: RunSurroundings(
                runner: runner, environment: environment, tools: tools, progress: output.progress))
    }

    /// The nine steps for this request.
    var pipeline: RunPipeline { RunPipeline(request, in: surroundings) }

    /// The working directory relative to the root; the root itself where it lies outside.
    private static func folder(_ here: String, in root: String) -> String {
        here.hasPrefix(root + "/") ? String(here.dropFirst(root.count + 1)) : "."
    }

    /// Two units for each processor: they wait for servers and installers most of the time.
    private static func defaultConcurrency() -> Int {
        max(2, min(16, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) * 2))
    }

    /// Where this program lies, for the guard; nil where the system does not tell.
    private static func programPath() -> String? {
        #if os(Linux)
        return FileSystemAccess.realPath("/proc/self/exe")
        #else
        return CommandLine.arguments.first.flatMap { FileSystemAccess.realPath($0) }
        #endif
    }
}
