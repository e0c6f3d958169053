import Topology
import Workspace

/// Files outside a unit's folder that decide what is installed for it: lock files, the workspace's manifest, settings
/// and versions of tools.
enum InstallationInputs {
    /// Files that every package manager's users keep for the versions of their tools.
    private static let versionFiles = [".tool-versions", "mise.toml", ".mise.toml"]

    /// The files in the folder in which the package manager is called and in the folders above the unit.
    static func find(for unit: DeployableUnit, in context: BundleContext) -> [DeployInput] {
        guard let installer = context.catalogue.installer(unit.package.packageManager) else {
            return present(versionFiles, in: above(unit.path), context, reason: "version of a tool")
        }
        let folder = installer.folder(for: unit)
        var inputs = installer.installationFiles.flatMap { name -> [DeployInput] in
            let path = ManifestStore.path(name, in: folder)
            if name.hasSuffix("/") {
                let inner = String(path.dropLast())
                return context.repository.files.hasFolder(inner) ? [.folder(inner, "read by \(installer.id)")] : []
            }
            return context.repository.files.contains(path) ? [.file(path, "read by \(installer.id)")] : []
        }
        let names = versionFiles + installer.versionFiles
        inputs += present(names, in: above(unit.path), context, reason: "version of a tool")
        return inputs.filter { !$0.isFolder || !RelativePath.isInside($0.path, unit.path) }
    }

    private static func present(
        _ names: [String], in folders: [String], _ context: BundleContext, reason: String
    ) -> [DeployInput] {
        folders.flatMap { folder in names.map { ManifestStore.path($0, in: folder) } }
            .filter { context.repository.files.contains($0) }.map { .file($0, reason) }
    }

    /// The folders above a folder, the innermost first.
    private static func above(_ path: String) -> [String] {
        var folders: [String] = []
        var folder = path
        while folder != "." {
            folder = RelativePath.folder(of: folder)
            folders.append(folder)
        }
        return folders
    }
}

/// What a package manager reads beside the manifests of the units: one list for each, with a default in
/// `PackageInstaller`.
extension PackageInstaller {
    /// Nothing beside the unit's own files.
    package var installationFiles: [String] { [] }

    /// None.
    package var versionFiles: [String] { [] }
}

/// `extends` of tsconfig.json (typescriptlang.org/tsconfig, `extends`): settings that a build reads from other folders.
enum TypeScriptInputs {
    /// How many files a chain may have.
    private static let chainLimit = 16

    /// The files that the configurations in some folders extend by a relative path, at any depth.
    static func find(in folders: [String], files: RepositoryFiles) -> [DeployInput] {
        folders.flatMap { folder -> [DeployInput] in
            var inputs: [DeployInput] = []
            var pending = [ManifestStore.path("tsconfig.json", in: folder)]
            while let path = pending.popLast(), inputs.count < chainLimit {
                for (target, place) in extended(by: path, files) where !inputs.contains(where: { $0.path == target }) {
                    inputs.append(.file(target, "extended by \(path)", at: place))
                    pending.append(target)
                }
            }
            return inputs
        }
    }

    private static func extended(by path: String, _ files: RepositoryFiles) -> [(path: String, place: FilePlace)] {
        guard files.contains(path), let bytes = files.contents(path),
            let document = try? JSONParser.parse(bytes, path: path, dialect: .withComments),
            let node = document.root["extends"]
        else { return [] }
        return (node.string == nil ? node.elements : [node]).compactMap { element in
            guard let value = element.string, value.hasPrefix("."),
                let target = RelativePath.join(RelativePath.folder(of: path), value)
            else { return nil }
            let found = [target, target + ".json"].first { files.contains($0) }
            return found.map { ($0, document.place(of: element)) }
        }
    }
}
