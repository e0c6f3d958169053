/// Pure operations on paths relative to the repository root, with `/` as separator and `.` for the root itself.
package enum RelativePath {
    /// Joins a folder and a path below it; `..` and `.` components are resolved.
    ///
    /// - Returns: The normal form, or nil if it leaves the root.
    package static func join(_ folder: String, _ path: String) -> String? {
        if path.hasPrefix("/") { return nil }
        return normal(folder == "." || folder.isEmpty ? path : folder + "/" + path)
    }

    /// The normal form of a path: no empty, `.` or `..` component; nil if it is absolute or leaves the root.
    package static func normal(_ path: String) -> String? {
        if path.hasPrefix("/") { return nil }
        // Nearly every path is normal already, and this is asked for each file of each package.
        if isNormal(path) { return path }
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." {
                if parts.isEmpty { return nil }
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    /// Whether a path that does not start with a slash has no empty, `.` or `..` component; one walk over its bytes.
    private static func isNormal(_ path: String) -> Bool {
        var length = 0
        var dots = 0
        for byte in path.utf8 {
            if byte == UInt8(ascii: "/") {
                if length == 0 || (length <= 2 && dots == length) { return false }
                length = 0
                dots = 0
            } else {
                length += 1
                if byte == UInt8(ascii: ".") { dots += 1 }
            }
        }
        return length > 0 && !(length <= 2 && dots == length)
    }

    /// The folder of a path; `.` for a path without a slash.
    package static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return String(path[..<slash])
    }

    /// The last component of a path.
    package static func baseName(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// Whether one of the components of a path is one of some names.
    package static func hasComponent(_ path: String, among names: [String]) -> Bool {
        var rest = path.utf8[...]
        while true {
            let slash = rest.firstIndex(of: UInt8(ascii: "/"))
            let component = rest[..<(slash ?? rest.endIndex)]
            if names.contains(where: { component.elementsEqual($0.utf8) }) { return true }
            guard let slash else { return false }
            rest = rest[rest.index(after: slash)...]
        }
    }

    /// Whether `path` is `folder` or lies below it. Everything lies below `.`.
    package static func isInside(_ path: String, _ folder: String) -> Bool {
        if folder == "." || path == folder { return true }
        return path.utf8.count > folder.utf8.count && path.hasPrefix(folder)
            && path.utf8[path.utf8.index(path.utf8.startIndex, offsetBy: folder.utf8.count)] == UInt8(ascii: "/")
    }

    /// `path` as seen from `folder`, which it must lie below; `.` for the folder itself.
    package static func relative(_ path: String, to folder: String) -> String {
        if folder == "." { return path }
        if path == folder { return "." }
        return isInside(path, folder) ? String(path.dropFirst(folder.count + 1)) : path
    }
}
