package import Workspace

/// A folder or file that a unit's deployment is made from, and why.
package struct DeployInput: Sendable, Hashable {
    /// Path relative to the root; `.` for everything.
    package var path: String
    /// Whether everything below it counts.
    package var isFolder: Bool
    /// Why, in a few words, such as `production dependency of apps/orders`.
    package var reason: String
    /// The line that says so; nil where the path itself does.
    package var place: FilePlace?

    /// A folder with everything below it.
    package static func folder(_ path: String, _ reason: String, at place: FilePlace? = nil) -> DeployInput {
        DeployInput(path: path, isFolder: true, reason: reason, place: place)
    }

    /// One file.
    package static func file(_ path: String, _ reason: String, at place: FilePlace? = nil) -> DeployInput {
        DeployInput(path: path, isFolder: false, reason: reason, place: place)
    }
}

/// Everything that a unit's deployment is made from.
package struct DeployInputs: Sendable, Hashable {
    /// The unit's own folder and those of its dependencies, and files outside them; sorted by path, each once. What a
    /// folder of the list covers already is left out.
    package private(set) var inputs: [DeployInput]
    /// Folders of other packages inside those folders, sorted: what changes there changes nothing here.
    package private(set) var exclusions: [String]
    /// Paths of the unit and of the packages that it depends on at any depth, sorted.
    package private(set) var packages: [String]

    /// Makes the inputs; files that a folder covers are dropped.
    package init(folders: [DeployInput], files: [DeployInput], exclusions: [String], packages: [String]) {
        self.exclusions = exclusions.sorted()
        self.packages = packages.sorted()
        inputs = folders
        var known: Set<String> = Set(folders.map(\.path))
        for file in files where known.insert(file.path).inserted && !covers(file.path) { inputs.append(file) }
        inputs.sort { ($0.path, $0.reason) < ($1.path, $1.reason) }
    }

    /// Whether a change of a file changes the deployment: the innermost folder that holds it decides.
    package func covers(_ path: String) -> Bool {
        if inputs.contains(where: { !$0.isFolder && $0.path == path }) { return true }
        let inside = inputs.filter { $0.isFolder && RelativePath.isInside(path, $0.path) }.map { depth($0.path) }.max()
        let outside = exclusions.filter { RelativePath.isInside(path, $0) }.map { depth($0) }.max()
        guard let inside else { return false }
        return inside > (outside ?? -1)
    }

    /// The reason why a file counts; nil where it does not.
    package func reason(for path: String) -> DeployInput? {
        guard covers(path) else { return nil }
        return inputs.first { !$0.isFolder && $0.path == path }
            ?? inputs.filter { $0.isFolder && RelativePath.isInside(path, $0.path) }
            .max { depth($0.path) < depth($1.path) }
    }

    private func depth(_ path: String) -> Int { path == "." ? 0 : path.utf8.count }
}
