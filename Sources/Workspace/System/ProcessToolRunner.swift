#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Runs real programs with `posix_spawn`, one thread of our own for each.
///
/// Foundation's `Process` is not used: its child inherits the blocked signals of a pool thread and then cannot be ended
/// with SIGTERM (swift-corelibs-foundation #4772), and it makes a static binary four times as large.
package struct ProcessToolRunner: ToolRunner {
    /// Who ends the children should we be killed.
    private let childGuard: ChildGuard?

    /// Makes a runner.
    ///
    /// - Parameter childGuard: Who ends the children should we be killed; nobody in most tests.
    package init(childGuard: ChildGuard? = nil) {
        self.childGuard = childGuard
    }

    /// Runs a program to its end.
    package func run(_ command: ToolCommand) async throws(Diagnostic) -> ToolResult {
        let child = ChildProcess()
        let childGuard = childGuard
        let result: Result<ToolResult, Diagnostic> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                BlockingThread.start {
                    continuation.resume(
                        returning: Result { () throws(Diagnostic) in
                            try Self.follow(child, command, childGuard)
                        })
                }
            }
        } onCancel: {
            child.end(.cancelled)
        }
        return try result.get()
    }

    /// Starts a program that goes on.
    package func start(_ command: ToolCommand, logPath: String) async throws(Diagnostic) -> RunningTool {
        let child = ChildProcess()
        let childGuard = childGuard
        let result: Result<Void, Diagnostic> = await withCheckedContinuation { continuation in
            BlockingThread.start {
                let begun = Result { () throws(Diagnostic) in
                    try Self.launch(child, command, logPath: logPath, childGuard)
                }
                continuation.resume(returning: begun)
                guard case .success = begun else { return }
                Self.watch(child, limit: command.timeLimit)
                childGuard?.forget(child.processID)
            }
        }
        try result.get()
        return RunningTool(child: child, logPath: logPath, line: command.line)
    }
}

// MARK: - On the thread of the child

extension ProcessToolRunner {
    /// How long the thread waits before it looks at the clock again: 1 ms at first, so that a short program costs
    /// nothing extra, and up to 20 ms, which is what an end without a last word is noticed after.
    private static let longestPause: Int32 = 20

    /// How long a pipe that somebody else still holds is read after the program itself has ended.
    private static let linger = Duration.milliseconds(500)

    /// Starts a program, collects what it says until it and its pipes have ended, and reaps it.
    private static func follow(
        _ child: ChildProcess, _ command: ToolCommand, _ childGuard: ChildGuard?
    ) throws(Diagnostic) -> ToolResult {
        guard child.endReason == nil else { throw .interrupted(command) }
        let clock = ContinuousClock()
        let beginning = clock.now
        var output = try spawnWithPipes(child, command, childGuard)
        var endTime: ContinuousClock.Instant?
        var pause: Int32 = 1
        while true {
            let hasMoved = output.advance(waiting: pause)
            pause = hasMoved ? 1 : min(pause * 2, longestPause)
            let now = clock.now
            if now - beginning > command.timeLimit, child.endReason == nil { child.end(.timeLimit) }
            child.keepTime(now)
            // While something moves the pipe is what the child waits for, and nobody else needs asking.
            if !hasMoved, endTime == nil, child.hasEnded() { endTime = now }
            if let endTime, output.isAtEnd || now - endTime > linger { break }
        }
        let status = child.reap()
        childGuard?.forget(child.processID)
        guard child.endReason != .cancelled else { throw .interrupted(command) }
        return ToolResult(
            status: status, standardOutput: output.standardOutput, standardError: output.standardError,
            isCut: output.isCut, duration: clock.now - beginning)
    }

    /// Starts a program with a pipe for each of its streams.
    private static func spawnWithPipes(
        _ child: ChildProcess, _ command: ToolCommand, _ childGuard: ChildGuard?
    ) throws(Diagnostic) -> ChildOutput {
        let path = try ChildSpawn.executablePath(of: command)
        var theirs: [Int32] = []
        defer { for descriptor in theirs { close(descriptor) } }
        var ours: [Int32] = []
        do throws(Diagnostic) {
            let output = try Descriptors.makePipe()
            theirs.append(output.writing)
            ours.append(output.reading)
            let error = try Descriptors.makePipe()
            theirs.append(error.writing)
            ours.append(error.reading)
            var streams = ChildSpawn.Streams(output: output.writing, error: error.writing)
            if command.input != nil {
                let input = try Descriptors.makePipe()
                theirs.append(input.reading)
                ours.append(input.writing)
                streams.input = input.reading
            }
            for descriptor in ours { Descriptors.setNonBlocking(descriptor) }
            try begin(child, path, command, streams, childGuard)
        } catch {
            for descriptor in ours { close(descriptor) }
            child.failToStart()
            throw error
        }
        return ChildOutput(
            output: ours[0], error: ours[1], sink: ours.count > 2 ? ours[2] : nil, input: command.input ?? [],
            limit: command.outputLimit)
    }

    /// Starts a program whose output goes to a log file.
    private static func launch(
        _ child: ChildProcess, _ command: ToolCommand, logPath: String, _ childGuard: ChildGuard?
    ) throws(Diagnostic) {
        do throws(Diagnostic) {
            let path = try ChildSpawn.executablePath(of: command)
            let log = open(logPath, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard log >= 0 else { throw SystemError.last.diagnostic("write", logPath) }
            defer { close(log) }
            try begin(child, path, command, ChildSpawn.Streams(output: log, error: log), childGuard)
        } catch {
            child.failToStart()
            throw error
        }
    }

    /// Starts the process and tells the guard about it.
    private static func begin(
        _ child: ChildProcess, _ path: String, _ command: ToolCommand, _ streams: ChildSpawn.Streams,
        _ childGuard: ChildGuard?
    ) throws(Diagnostic) {
        let process = try ChildSpawn.start(path, command: command, streams: streams, marker: childGuard?.marker)
        childGuard?.remember(process)
        child.begin(process)
    }

    /// Waits for the end of a program that nobody reads from, and reaps it.
    private static func watch(_ child: ChildProcess, limit: Duration) {
        let beginning = ContinuousClock.now
        while !child.hasEnded() {
            poll(nil, 0, longestPause)
            let now = ContinuousClock.now
            if now - beginning > limit, child.endReason == nil { child.end(.timeLimit) }
            child.keepTime(now)
        }
        _ = child.reap()
    }
}

extension Diagnostic {
    fileprivate static func interrupted(_ command: ToolCommand) -> Diagnostic {
        .error("interrupted", "`\(command.line)` was interrupted", remedy: "run it again")
    }
}
