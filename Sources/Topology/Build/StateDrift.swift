import Workspace

/// Where state.json and the disk say different things.
struct StateDrift: Sendable {
    /// The repository.
    let monorepo: Monorepo
    /// What detection alone says, by path.
    let roles: [String: PackageRole]

    /// One warning for each difference, in the order of state.json, then of new packages by path.
    var diagnostics: [Diagnostic] {
        guard let state = monorepo.state else { return [] }
        let stated = Set(state.packages.map(\.path))
        // A new package is worth a word only where state.json lists packages at all.
        let fresh = state.packages.isEmpty ? [] : monorepo.packages.filter { isNew($0, stated) }
        var moved: Set<String> = []
        var found: [Diagnostic] = []
        for entry in state.packages {
            if monorepo.files.hasFolder(entry.path) {
                if let warning = typeDifference(entry) { found.append(warning) }
            } else if let target = fresh.first(where: { $0.name == entry.name || isNamed($0, entry.name) }) {
                moved.insert(target.path)
                found.append(.moved(entry, to: target.path))
            } else {
                found.append(.gone(entry))
            }
        }
        return found + fresh.filter { !moved.contains($0.path) }.map { .new($0) }
    }

    /// Roots of workspaces and folders with examples are nobody's unit and no news.
    private func isNew(_ package: ClaimedPackage, _ stated: Set<String>) -> Bool {
        guard !stated.contains(package.path), package.path != "." else { return false }
        return !SourceRole.isAside(package.path + "/package")
    }

    private func isNamed(_ package: ClaimedPackage, _ name: String) -> Bool {
        package.name.hasSuffix("/" + name) || RelativePath.baseName(of: package.path) == name
    }

    private func typeDifference(_ entry: StatePackage) -> Diagnostic? {
        guard let text = entry.type else { return nil }
        guard let type = PackageType(rawValue: text.lowercased()) else { return .unknownType(entry, text) }
        guard let role = roles[entry.path], role.isSure, Self.family(role.type) != Self.family(type) else { return nil }
        return .otherType(entry, stated: type, detected: role)
    }

    /// Types that people use for one another.
    private static func family(_ type: PackageType) -> Int {
        switch type {
        case .frontend, .mobile, .docs: 0
        case .backend, .service, .worker, .function: 1
        case .library, .cli, .tooling: 2
        }
    }
}

extension Diagnostic {
    private static let remedy = "run `infra-ws init`, or correct the entry"

    fileprivate static func gone(_ entry: StatePackage) -> Diagnostic {
        .warning(
            "state-drift", "package \"\(entry.name)\" has the path \"\(entry.path)\", which is not there",
            at: entry.place, remedy: remedy)
    }

    fileprivate static func moved(_ entry: StatePackage, to path: String) -> Diagnostic {
        .warning(
            "state-drift",
            "package \"\(entry.name)\" has the path \"\(entry.path)\", which is not there; it seems to be \"\(path)\" now",
            at: entry.place, remedy: remedy)
    }

    fileprivate static func new(_ package: ClaimedPackage) -> Diagnostic {
        .warning(
            "state-drift", "package \"\(package.name)\" at \"\(package.path)\" is not in state.json",
            at: FilePlace(StateFile.path), remedy: "run `infra-ws init` to add it")
    }

    fileprivate static func unknownType(_ entry: StatePackage, _ type: String) -> Diagnostic {
        .warning(
            "state-unknown-type", "package \"\(entry.name)\" has the type \"\(type)\", which is unknown and not used",
            at: entry.place,
            remedy: "use one of \(PackageType.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))")
    }

    fileprivate static func otherType(
        _ entry: StatePackage, stated: PackageType, detected: PackageRole
    ) -> Diagnostic {
        let source = detected.evidence.first.map { " (\($0.place))" } ?? ""
        return .warning(
            "state-drift",
            "package \"\(entry.name)\" is a \(stated.rawValue) in state.json and looks like a \(detected.type.rawValue)\(source)",
            at: entry.place, remedy: remedy)
    }
}
