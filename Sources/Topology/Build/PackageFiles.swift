import Workspace

/// Gives each file of the repository to the innermost package that holds it.
enum PackageFiles {
    /// The own files of each package, sorted; the time is that of one walk over the sorted paths.
    ///
    /// - Parameters:
    ///   - paths: All paths, sorted.
    ///   - packages: Folders of the packages.
    /// - Returns: Paths by the folder of their package; a package without files has no entry.
    static func own(_ paths: [String], packages: [String]) -> [String: [String]] {
        let folders = Set(packages)
        var own: [String: [String]] = [:]
        var owners: [Substring: String?] = [:]
        var folder: Substring?
        var owner: String?
        var collected: [String] = []
        for path in paths {
            let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
            let next = slash.map { path[..<$0] } ?? ""
            if next != folder {
                let found = Self.owner(of: next, folders, &owners)
                if found != owner {
                    if let owner { own[owner, default: []] += collected }
                    collected = []
                    owner = found
                }
                folder = next
            }
            if owner != nil { collected.append(path) }
        }
        if let owner { own[owner, default: []] += collected }
        return own
    }

    private static func owner(
        of folder: Substring, _ folders: Set<String>, _ known: inout [Substring: String?]
    ) -> String? {
        var passed: [Substring] = []
        var current = folder
        var answer: String?
        while true {
            if let found = known[current] {
                answer = found
                break
            }
            passed.append(current)
            let name = current.isEmpty ? "." : String(current)
            if folders.contains(name) {
                answer = name
                break
            }
            if current.isEmpty { break }
            current = current.utf8.lastIndex(of: UInt8(ascii: "/")).map { current[..<$0] } ?? ""
        }
        for folder in passed { known[folder] = answer }
        return answer
    }
}
