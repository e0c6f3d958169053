import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Ends our children when we are gone, even after `kill -9`.
///
/// It is the program executed once more, which reads a pipe that only we hold open. We tell it the groups as they come
/// and go; at the end of the pipe it ends those that are left. It has no other way to learn of our end, and needs none.
package final class ChildGuard: Sendable {
    /// The hidden first argument that makes the program a guard.
    package static let argument = "__guard"

    /// The variable that marks our children, so that one that left its group (a daemon) is found again.
    private static let variable = "INFRA_WS_RUN"

    /// `NAME=VALUE` for the environment of each child.
    let marker: String
    /// The end of the pipe that we write; -1 once it is closed.
    private let pipe: Mutex<Int32>

    /// The absolute path of the program that is running, to be executed once more.
    package static var ownExecutable: String? {
        #if os(Linux)
        return FileSystemAccess.realPath("/proc/self/exe")
        #else
        var size = UInt32(4096)
        var buffer = [CChar](repeating: 0, count: Int(size))
        guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
        let end = buffer.firstIndex(of: 0) ?? buffer.count
        return FileSystemAccess.realPath(
            String(decoding: buffer[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self))
        #endif
    }

    /// Starts a guard.
    ///
    /// - Parameter executable: Absolute path of the `infra-ws` binary.
    /// - Throws: `tool-not-started`.
    package init(executable: String) throws(Diagnostic) {
        let value = "\(getpid())-\(UInt32.random(in: .min ... .max))"
        marker = "\(Self.variable)=\(value)"
        let ends = try Descriptors.makePipe()
        defer { close(ends.reading) }
        do throws(Diagnostic) {
            let command = ToolCommand(executable, [Self.argument, value], in: "/", environment: [:])
            _ = try ChildSpawn.start(executable, command: command, streams: .init(input: ends.reading))
        } catch {
            close(ends.writing)
            throw error
        }
        pipe = Mutex(ends.writing)
    }

    deinit {
        finish()
    }

    /// Tells the guard that a group has been started.
    func remember(_ group: pid_t) {
        tell("+\(group)\n")
    }

    /// Tells the guard that a group has ended.
    func forget(_ group: pid_t) {
        tell("-\(group)\n")
    }

    /// Closes the pipe: the guard ends what is left, daemons included, and then itself.
    package func finish() {
        pipe.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    private func tell(_ line: String) {
        pipe.withLock { descriptor in
            guard descriptor >= 0 else { return }
            // A guard that is gone takes nothing with it; there is nobody to tell about that.
            _ = Descriptors.writeAll(Array(line.utf8), to: descriptor)
        }
    }
}

// MARK: - The guard itself

extension ChildGuard {
    /// What the program does as a guard: waits for the end of standard input, ends the groups that are left, exits.
    ///
    /// Called first thing by `main` when the first argument is `argument`.
    package static func main() -> Never {
        for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT] { signal(number, SIG_IGN) }
        let value = CommandLine.arguments.count > 2 ? CommandLine.arguments[2] : ""
        let marker = value.isEmpty ? nil : "\(variable)=\(value)"
        endAll(readGroups(), marker: marker)
        exit(0)
    }

    /// Reads `+ID` and `-ID` lines until the end of standard input.
    private static func readGroups() -> Set<pid_t> {
        var ledger = GroupLedger()
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = uninterrupted { read(0, &buffer, buffer.count) }
            guard count > 0 else { return ledger.groups }
            ledger.take(buffer[..<count])
        }
    }

    /// SIGTERM to all, up to two seconds of patience, SIGKILL to those that are left.
    private static func endAll(_ groups: Set<pid_t>, marker: String?) {
        var targets = groups.map { -$0 } + MarkedProcesses.find(marker)
        for target in targets { kill(target, SIGTERM) }
        for _ in 0..<40 {
            targets.removeAll { kill($0, 0) != 0 }
            guard !targets.isEmpty else { break }
            poll(nil, 0, 50)
        }
        for target in targets { kill(target, SIGKILL) }
        for process in MarkedProcesses.find(marker) { kill(process, SIGKILL) }
    }
}

/// The groups that a guard knows to be alive, from the lines it is told.
struct GroupLedger {
    /// Ids of the groups that were announced and not taken back.
    private(set) var groups: Set<pid_t> = []
    private var line: [UInt8] = []

    /// Takes some bytes of the conversation; a line may come in pieces.
    mutating func take(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                continue
            }
            // 0 and 1 would mean our own group and every process there is.
            if let group = pid_t(String(decoding: line.dropFirst(), as: UTF8.self)), group > 1 {
                if line.first == UInt8(ascii: "+") { groups.insert(group) } else { groups.remove(group) }
            }
            line.removeAll(keepingCapacity: true)
        }
    }
}
