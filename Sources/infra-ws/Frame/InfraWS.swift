import Synchronization
import Workspace

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The program: the only place that starts a task and that exits.
enum InfraWS {
    /// Answers a command line.
    ///
    /// Help, the version and mistakes are answered without any task, which keeps them at a millisecond.
    ///
    /// - Parameter arguments: The words after the name of the program.
    static func main(_ arguments: [String]) -> Never {
        EndingSignals.ignoreClosedPipes()
        let surroundings = Surroundings.current()
        do throws(Diagnostic) {
            switch try FrameAnswer(arguments, commands: CommandRegistry.all) {
            case .text(let text):
                try DescriptorSink.standardOutput.write(Array(text.utf8))
                exit(CommandStatus.success.code)
            case .start(let command, let options):
                let output = try Output(
                    options, surroundings: surroundings, results: DescriptorSink.standardOutput,
                    talk: DescriptorSink.standardError)
                start(command, options, output)
            }
        } catch {
            ProgressReporter(DescriptorSink.standardError, surroundings: surroundings, color: .auto)
                .show(DiagnosticPrinter.line(for: error))
            exit(CommandStatus.usage.code)
        }
    }

    /// Runs the command in one task, while this thread waits for signals.
    ///
    /// The thread is our own, so that a signal is seen however busy the tasks are.
    private static func start(_ command: any Subcommand, _ options: GlobalOptions, _ output: Output) -> Never {
        var signals = EndingSignals()
        let stop = StopReason()
        // Detached, because a plain task would wait for the main actor, which this thread is and keeps.
        let task = Task.detached {
            let status = await finish(command, options, output)
            exit((stop.status ?? status).code)
        }
        if let limit = options.timeout { end(task, after: limit, output: output, stop: stop) }
        while true {
            let number = signals.next()
            let isFirst = stop.note(.interrupted(signal: number))
            guard isFirst, command.interruption == .unwinds else {
                exit(CommandStatus.interrupted(signal: number).code)
            }
            output.progress.note("interrupted: ending what was started; once more ends at once")
            task.cancel()
        }
    }

    private static func end(_ task: Task<Void, Never>, after limit: Duration, output: Output, stop: StopReason) {
        Task.detached {
            do { try await Task.sleep(for: limit) } catch { return }
            guard stop.note(.rolledBack) else { return }
            output.report(.timeLimit(limit))
            task.cancel()
        }
    }

    /// Runs a command to its end and hands over its results.
    ///
    /// - Returns: How the program ends: not with success if the results could not be written.
    static func finish(_ command: any Subcommand, _ options: GlobalOptions, _ output: Output) async -> CommandStatus {
        let status: CommandStatus
        do throws(Diagnostic) {
            status = try await command.run(options, output: output)
        } catch {
            output.progress.close()
            output.report(error)
            return .usage
        }
        output.progress.close()
        do throws(Diagnostic) {
            try output.close()
            return status
        } catch {
            output.report(error)
            return status == .success ? .checkFailed : status
        }
    }
}

/// Why the command was told to stop, once it was.
private final class StopReason: Sendable {
    private let state = Mutex<CommandStatus?>(nil)

    /// How the program ends for that reason; absent before there is one.
    var status: CommandStatus? { state.withLock { $0 } }

    /// Keeps the first reason, and says whether this one is it.
    func note(_ status: CommandStatus) -> Bool {
        state.withLock { state in
            defer { state = state ?? status }
            return state == nil
        }
    }
}

extension Diagnostic {
    fileprivate static func timeLimit(_ limit: Duration) -> Diagnostic {
        .error(
            "command/time-limit", "the command took longer than \(limit.components.seconds) s",
            remedy: "give it more with `--timeout`, or less to do with `--filter`")
    }
}
