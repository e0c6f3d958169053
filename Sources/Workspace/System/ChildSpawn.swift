#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The one place that starts processes.
enum ChildSpawn {
    /// The descriptors that become a child's standard input, output and error.
    struct Streams {
        /// Standard input; `/dev/null` where absent.
        var input: Int32?
        /// Standard output; `/dev/null` where absent.
        var output: Int32?
        /// Standard error; `/dev/null` where absent.
        var error: Int32?
    }

    /// Starts a program in a process group of its own, whose id is the id of the process.
    ///
    /// The child has no blocked and no ignored signal, whatever the thread that starts it has, and no descriptor but
    /// the three.
    ///
    /// - Parameters:
    ///   - path: Absolute path of the executable.
    ///   - command: The arguments, folder and environment to start it with.
    ///   - streams: Its three standard streams; they stay open here.
    ///   - marker: One more `NAME=VALUE` for its environment; the guard finds what left its group by it.
    /// - Returns: The id of the process.
    /// - Throws: `tool-not-started` with the system's words.
    static func start(
        _ path: String, command: ToolCommand, streams: Streams, marker: String? = nil
    ) throws(Diagnostic) -> pid_t {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        #else
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        #endif
        let texts = [path, command.workingDirectory] + command.arguments + command.environment.flatMap { [$0, $1] }
        guard texts.allSatisfy({ !$0.utf8.contains(0) }) else { throw .holdsNull(path) }
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addchdir_np(&actions, command.workingDirectory)
        for (descriptor, target) in [(streams.input, Int32(0)), (streams.output, 1), (streams.error, 2)] {
            if let descriptor {
                posix_spawn_file_actions_adddup2(&actions, descriptor, target)
            } else {
                posix_spawn_file_actions_addopen(&actions, target, "/dev/null", target == 0 ? O_RDONLY : O_WRONLY, 0)
            }
        }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        var flags = Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        #if canImport(Darwin)
        flags |= Int32(POSIX_SPAWN_CLOEXEC_DEFAULT)
        #endif
        posix_spawnattr_setflags(&attributes, Int16(flags))

        var environment = command.environment.map { "\($0.key)=\($0.value)" }.sorted()
        if let marker { environment.append(marker) }
        var process = pid_t()
        let status = withCStrings([path] + command.arguments) { arguments in
            withCStrings(environment) { environment in
                posix_spawn(&process, path, &actions, &attributes, arguments, environment)
            }
        }
        guard status == 0 else { throw .notStarted(command, path: path, SystemError(status)) }
        return process
    }

    /// The executable that a command means.
    ///
    /// - Throws: `tool-not-found`.
    static func executablePath(of command: ToolCommand) throws(Diagnostic) -> String {
        let name = command.executable
        if name.hasPrefix("/") {
            guard ToolLocator.isExecutableFile(name) else { throw .notFound(name, searchPath: nil) }
            return name
        }
        if name.utf8.contains(UInt8(ascii: "/")) {
            let path = "\(command.workingDirectory)/\(name)"
            guard ToolLocator.isExecutableFile(path) else { throw .notFound(path, searchPath: nil) }
            return path
        }
        let searchPath = command.environment["PATH"] ?? UserEnvironment.defaultSearchPath
        guard let path = ToolLocator(searchPath: searchPath).path(of: name) else {
            throw .notFound(name, searchPath: searchPath)
        }
        return path
    }

    /// Calls `body` with the texts as a C array that ends with a null pointer.
    private static func withCStrings<Value>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
    ) -> Value {
        var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        return body(pointers)
    }
}

extension Diagnostic {
    fileprivate static func notFound(_ name: String, searchPath: String?) -> Diagnostic {
        guard let searchPath else {
            return .error("tool-not-found", "`\(name)` is no executable file", remedy: "check its path and mode")
        }
        return .error(
            "tool-not-found", "`\(name)` is not in `\(searchPath)`",
            remedy: "install `\(name)` or add its folder to PATH")
    }

    fileprivate static func holdsNull(_ path: String) -> Diagnostic {
        .error(
            "tool-not-started", "cannot start `\(path)`: an argument or variable has a NUL byte in it",
            remedy: "take it out")
    }

    fileprivate static func notStarted(_ command: ToolCommand, path: String, _ error: SystemError) -> Diagnostic {
        let place = error.number == ENOENT ? " in `\(command.workingDirectory)`" : ""
        return .error(
            "tool-not-started", "cannot start `\(path)`\(place): \(error.text)",
            remedy: "check that the folder exists and that the file is built for this machine")
    }
}
