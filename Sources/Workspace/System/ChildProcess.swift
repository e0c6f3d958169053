import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// One child and its process group, from its start until it is reaped.
///
/// The one thread that follows the child reaps it under the lock, and signals are sent under the same lock: as long as
/// the child is not reaped, the kernel gives its id to nobody else, so that a signal never meets a stranger.
final class ChildProcess: Sendable {
    /// Why we ended a child.
    enum EndReason: Sendable {
        /// Its time limit had passed.
        case timeLimit
        /// The task that waits for it was cancelled.
        case cancelled
        /// Somebody asked for it.
        case stopped
    }

    /// Somebody who waits for the end.
    private struct Waiter {
        let id: Int
        let deadline: ContinuousClock.Instant?
        let continuation: CheckedContinuation<ToolResult.Status?, Never>
    }

    private struct State {
        var process: pid_t?
        var status: ToolResult.Status?
        var reason: EndReason?
        var killTime: ContinuousClock.Instant?
        var waiters: [Waiter] = []
        var nextWaiter = 0
    }

    /// Time between SIGTERM and SIGKILL where nobody asked for another.
    static let grace = Duration.seconds(2)

    private let state = Mutex(State())

    /// The id of the process, which is the id of its group; 0 before it was started.
    var processID: pid_t { state.withLock { $0.process ?? 0 } }

    /// How it ended; absent while it runs.
    var status: ToolResult.Status? { state.withLock { $0.status } }

    /// Why we ended it, if we did.
    var endReason: EndReason? { state.withLock { $0.reason } }
}

// MARK: - Ending

extension ChildProcess {
    /// Sends the group a signal and, if it is not gone after `grace`, SIGKILL.
    ///
    /// Before the start it is remembered, and the child is ended as soon as it is there. The first reason stays; a
    /// second call can only shorten the grace.
    func end(_ reason: EndReason, signal: Int32 = SIGTERM, grace: Duration = ChildProcess.grace) {
        let time = ContinuousClock.now + grace
        state.withLock { state in
            guard state.status == nil else { return }
            if state.reason == nil { state.reason = reason }
            state.killTime = state.killTime.map { min($0, time) } ?? time
            if let process = state.process { _ = kill(-process, signal) }
        }
    }

    /// Sends the group a signal and leaves it at that.
    func send(_ signal: Int32) {
        state.withLock { state in
            guard state.status == nil, let process = state.process else { return }
            _ = kill(-process, signal)
        }
    }
}

// MARK: - What the following thread calls

extension ChildProcess {
    /// Notes the id of the started process; ends it if that was asked for in the meantime.
    func begin(_ process: pid_t) {
        state.withLock { state in
            state.process = process
            if state.reason != nil { _ = kill(-process, SIGTERM) }
        }
    }

    /// Whether the process has ended; it is not reaped yet.
    func hasEnded() -> Bool {
        let process = processID
        guard process > 0 else { return true }
        var information = siginfo_t()
        let status = uninterrupted {
            waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT)
        }
        return status != 0 || information.si_signo == SIGCHLD
    }

    /// Sends SIGKILL if the grace is over, and answers those whose patience is.
    func keepTime(_ now: ContinuousClock.Instant) {
        let expired = state.withLock { state in
            if let process = state.process, state.status == nil, let time = state.killTime, time <= now {
                _ = kill(-process, SIGKILL)
                state.killTime = now + Self.grace
            }
            let expired = state.waiters.filter { $0.deadline.map { $0 <= now } ?? false }
            if !expired.isEmpty { state.waiters.removeAll { $0.deadline.map { $0 <= now } ?? false } }
            return expired
        }
        for waiter in expired { waiter.continuation.resume(returning: nil) }
    }

    /// Kills what is left of the group, reaps the process and answers all who wait. Called once, after `hasEnded`.
    func reap() -> ToolResult.Status {
        let (status, waiters) = state.withLock { state in
            var code: Int32 = 0
            if let process = state.process {
                _ = kill(-process, SIGKILL)
                _ = uninterrupted { waitpid(process, &code, 0) }
            }
            let status = state.reason == .timeLimit ? .timedOut : Self.status(waitCode: code)
            state.status = status
            defer { state.waiters = [] }
            return (status, state.waiters)
        }
        for waiter in waiters { waiter.continuation.resume(returning: status) }
        return status
    }

    /// The answer for a child that never came to be.
    func failToStart() {
        let waiters = state.withLock { state in
            state.status = .exited(127)
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.continuation.resume(returning: .exited(127)) }
    }

    /// The low seven bits are the signal, the next byte is the exit code (`wait(2)`; the macros are not importable).
    private static func status(waitCode code: Int32) -> ToolResult.Status {
        let signal = code & 0x7f
        return signal == 0 ? .exited((code >> 8) & 0xff) : .signalled(signal)
    }
}

// MARK: - Waiting

extension ChildProcess {
    /// Awaits the end.
    ///
    /// - Parameters:
    ///   - limit: How long; without one until it comes.
    ///   - isCancellable: Whether cancelling the task ends the waiting (with nil).
    /// - Returns: How it ended, or nil if it still runs.
    func waitForEnd(limit: Duration?, isCancellable: Bool) async -> ToolResult.Status? {
        let deadline = limit.map { ContinuousClock.now + $0 }
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        guard isCancellable else { return await enqueue(id, deadline: deadline) }
        return await withTaskCancellationHandler {
            await enqueue(id, deadline: Task.isCancelled ? ContinuousClock.now : deadline)
        } onCancel: {
            dismiss(id)
        }
    }

    private func enqueue(_ id: Int, deadline: ContinuousClock.Instant?) async -> ToolResult.Status? {
        await withCheckedContinuation { continuation in
            let ended = state.withLock { state in
                if state.status == nil {
                    state.waiters.append(Waiter(id: id, deadline: deadline, continuation: continuation))
                }
                return state.status
            }
            if let ended { continuation.resume(returning: ended) }
        }
    }

    private func dismiss(_ id: Int) {
        let waiter = state.withLock { state in
            let index = state.waiters.firstIndex { $0.id == id }
            return index.map { state.waiters.remove(at: $0) }
        }
        waiter?.continuation.resume(returning: nil)
    }
}
