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
