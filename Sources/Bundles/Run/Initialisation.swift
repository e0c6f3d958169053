import Topology
package import Workspace

/// What `infra-ws init` writes: CONVENTIONS.md and state.json, created or brought up to date in place.
package enum Initialisation {
    /// The changes; none where both files already say what is detected.
    ///
    /// - Throws: `json/...` where state.json has something else than a list under `packages`.
    package static func changes(of detection: Detection) throws(Diagnostic) -> ChangeSet {
        var changes: [FileChange] = []
        if let change = try state(detection) { changes.append(change) }
        if let change = try conventions(detection) { changes.append(change) }
        return ChangeSet.merge([OwnedChanges(owner: "init", changes: changes)]).changes
    }

    private static func conventions(_ detection: Detection) throws(Diagnostic) -> FileChange? {
        Recording.change(recording: DetectedRows.entries(of: detection.context), in: detection)
    }

    private static func state(_ detection: Detection) throws(Diagnostic) -> FileChange? {
        let graph = detection.context.graph
        let packages = graph.packages.filter { !graph.isMonorepo || !isOnlyWorkspaceRoot($0) }.map { package in
            StatePackage(
                name: package.name, path: package.path, type: stateType(package.type),
                stack: detection.context.catalogue.framework(package.framework)?.name ?? package.language)
        }
        let why = "records the packages"
        guard let bytes = detection.monorepo.files.contents(StateFile.path) else {
            return .create(StateFile.path, StateFile.create(packages: packages, monorepo: graph.isMonorepo), why: why)
        }
        let edits = try StateFile(bytes).edits(adding: packages, monorepo: graph.isMonorepo)
        return edits.isEmpty ? nil : try .edit(StateFile.path, original: bytes, edits: edits, why: why)
    }

    /// The root of a monorepo that only holds its workspace together is no package of state.json.
    private static func isOnlyWorkspaceRoot(_ package: PackageNode) -> Bool {
        package.path == "." && !package.deploysIndependently && package.type == .tooling
    }

    /// The four types of state.json; what detection sees beyond them is written as the nearest one.
    private static func stateType(_ type: PackageType) -> String {
        switch type {
        case .frontend, .backend, .service, .library: type.rawValue
        case .worker, .function: PackageType.service.rawValue
        case .docs, .mobile: PackageType.frontend.rawValue
        case .cli, .tooling: PackageType.library.rawValue
        }
    }
}
