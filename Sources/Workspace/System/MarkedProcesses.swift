#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Finds processes by a variable of the environment that they were started with.
///
/// A program that makes itself a daemon leaves its process group, but keeps its environment. Linux shows it in
/// `/proc/PID/environ` (proc(5)); elsewhere nothing is found.
enum MarkedProcesses {
    /// The ids of all processes but this one whose environment has the entry `marker`.
    ///
    /// - Parameter marker: `NAME=VALUE`; without one nothing is found.
    /// - Returns: Ids in the order of `/proc`.
    static func find(_ marker: String?) -> [pid_t] {
        #if os(Linux)
        guard let marker, let names = try? FileSystemAccess.list("/proc") else { return [] }
        let entry = Array(marker.utf8)
        return names.compactMap { name in
            guard let process = pid_t(name), process > 1, process != getpid(),
                let environment = try? FileSystemAccess.read("/proc/\(name)/environ", limit: 1 << 20)
            else { return nil }
            let has = environment.split(separator: 0).contains { $0.elementsEqual(entry) }
            return has ? process : nil
        }
        #else
        return []
        #endif
    }
}
