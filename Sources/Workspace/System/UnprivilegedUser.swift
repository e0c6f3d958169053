#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The user that servers run as when we are root: `postgres` and `mariadbd` refuse to run as root.
package struct UnprivilegedUser: Sendable, Hashable {
    /// The user's id.
    package let user: UInt32
    /// The id of its group.
    package let group: UInt32

    /// Makes a user from two ids.
    init(user: UInt32, group: UInt32) {
        self.user = user
        self.group = group
    }

    /// The user `nobody` if we are root, else absent: then servers run as who we are.
    package static var needed: UnprivilegedUser? {
        guard geteuid() == 0 else { return nil }
        let passwords = (try? FileSystemAccess.read("/etc/passwd", limit: 1 << 20, followsLink: true)) ?? []
        // 65534 is what every Linux distribution gives to nobody; the file is asked because macOS has another.
        return find("nobody", inPasswords: passwords) ?? UnprivilegedUser(user: 65534, group: 65534)
    }

    /// The words to put before a command so that it runs as this user, without its groups of before.
    package var prefix: [String] {
        #if os(Linux)
        ["setpriv", "--reuid=\(user)", "--regid=\(group)", "--clear-groups", "--"]
        #else
        ["sudo", "-n", "-u", "#\(Int32(bitPattern: user))", "--"]
        #endif
    }

    /// A command as it has to be started so that the server in it is not root.
    package static func wrapping(_ command: ToolCommand, as user: UnprivilegedUser? = needed) -> ToolCommand {
        guard let user else { return command }
        var wrapped = command
        let words = user.prefix + [command.executable] + command.arguments
        wrapped.executable = words[0]
        wrapped.arguments = Array(words.dropFirst())
        return wrapped
    }

    /// Gives a folder and all that is in it to this user. Links are given, not followed.
    package func takeOver(_ path: String) throws(Diagnostic) {
        try FileSystemAccess.changeOwner(path, user: user, group: group)
        guard FileSystemAccess.information(path)?.kind == .folder else { return }
        for entry in try FileSystemAccess.entries(path) { try takeOver("\(path)/\(entry.name)") }
    }

    /// Finds a user in the text of `passwd(5)`: `name:password:user:group:...`.
    static func find(_ name: String, inPasswords bytes: [UInt8]) -> UnprivilegedUser? {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            guard fields.count > 3, fields[0].elementsEqual(name.utf8),
                let user = Int64(String(decoding: fields[2], as: UTF8.self)),
                let group = Int64(String(decoding: fields[3], as: UTF8.self))
            else { continue }
            return UnprivilegedUser(user: UInt32(truncatingIfNeeded: user), group: UInt32(truncatingIfNeeded: group))
        }
        return nil
    }
}
