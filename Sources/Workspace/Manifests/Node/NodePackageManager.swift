/// Which package manager a folder of the Node world is installed with.
enum NodePackageManager {
    /// Files that only one manager writes, the surest first.
    private static let signs: [(file: String, manager: String)] = [
        ("pnpm-lock.yaml", "pnpm"), ("pnpm-workspace.yaml", "pnpm"), ("yarn.lock", "yarn"), (".yarnrc.yml", "yarn"),
        ("bun.lock", "bun"), ("bun.lockb", "bun"), ("package-lock.json", "npm"), ("npm-shrinkwrap.json", "npm"),
    ]

    /// The managers that this version knows.
    private static let known: Set<String> = ["npm", "yarn", "pnpm", "bun"]

    /// The manager of a folder: its own `packageManager`, its own lock file, then those of the folders above it.
    ///
    /// - Returns: An id such as `pnpm`; `npm`, which comes with Node, where nothing says otherwise.
    static func of(_ folder: String, in store: ManifestStore) -> String {
        var folder = folder
        while true {
            if let declared = store.nodeManifest(in: folder)?.packageManager, known.contains(declared) {
                return declared
            }
            if let sign = signs.first(where: { store.files.contains(ManifestStore.path($0.file, in: folder)) }) {
                return sign.manager
            }
            if folder == "." { return "npm" }
            folder = RelativePath.folder(of: folder)
        }
    }
}
