import Workspace

/// The TCP ports that a started unit listens on, for units that bind a port of their own whatever PORT says.
enum ListeningPorts {
    /// The lowest port on which a process of the group listens; nil while there is none.
    static func first(ofGroup group: Int32, surroundings: RunSurroundings) async -> Int? {
        #if os(Linux)
        return await runBlocking { ports(ofGroup: group).min() }
        #else
        let command = ToolCommand(
            "lsof", ["-a", "-g", "\(group)", "-iTCP", "-sTCP:LISTEN", "-P", "-n", "-Fn"], in: "/",
            environment: ["PATH": UserEnvironment.defaultSearchPath + ":/usr/sbin"], timeLimit: .seconds(5))
        let output = (try? await surroundings.runner.run(command))?.output ?? ""
        return output.split(separator: "\n").compactMap { $0.split(separator: ":").last.flatMap { Int($0) } }.min()
        #endif
    }

    /// Reads proc(5): the sockets of the group's processes, and the listening ones of `/proc/net/tcp`.
    private static func ports(ofGroup group: Int32) -> [Int] {
        let inodes = Set(members(ofGroup: group).flatMap(sockets))
        if inodes.isEmpty { return [] }
        return ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { path -> [Int] in
            let bytes = (try? FileSystemAccess.read(path, limit: 16 << 20, followsLink: true)) ?? []
            return bytes.split(separator: UInt8(ascii: "\n")).dropFirst().compactMap { line in
                let fields = line.split(separator: UInt8(ascii: " "))
                // 0A is TCP_LISTEN; the tenth field is the inode.
                guard fields.count > 9, String(decoding: fields[3], as: UTF8.self) == "0A",
                    inodes.contains(String(decoding: fields[9], as: UTF8.self)),
                    let port = fields[1].split(separator: UInt8(ascii: ":")).last
                else { return nil }
                return Int(String(decoding: port, as: UTF8.self), radix: 16)
            }
        }
    }

    private static func members(ofGroup group: Int32) -> [String] {
        let names = (try? FileSystemAccess.list("/proc")) ?? []
        return names.filter { name in
            guard Int32(name) != nil,
                let bytes = try? FileSystemAccess.read("/proc/\(name)/stat", limit: 4096, followsLink: true),
                let close = bytes.lastIndex(of: UInt8(ascii: ")"))
            else { return false }
            // After the name in brackets: state, parent, process group.
            let fields = bytes[(close + 1)...].split(separator: UInt8(ascii: " "))
            return fields.count > 2 && Int32(String(decoding: fields[2], as: UTF8.self)) == group
        }
    }

    private static func sockets(of process: String) -> [String] {
        let names = (try? FileSystemAccess.list("/proc/\(process)/fd")) ?? []
        return names.compactMap { name in
            guard let target = try? FileSystemAccess.readLink("/proc/\(process)/fd/\(name)"),
                target.hasPrefix("socket:[")
            else { return nil }
            return String(target.dropFirst(8).dropLast())
        }
    }
}
