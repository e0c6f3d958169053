import Workspace

/// Finds the package that a deployment names: by its file, its folder, the image, or what it is called.
///
/// Nothing is guessed: a name counts where exactly one package has it.
package struct DeployedPackages: Sendable {
    private let repository: RepositoryView
    /// Paths of packages by a name that they go by, lower case; several where the name is not theirs alone.
    private let named: [String: Set<String>]
    private let folders: Set<String>

    /// Words that stages of deployment add to names.
    private static let stages: Set<String> = [
        "prod", "production", "staging", "stage", "stg", "dev", "development", "preview", "beta", "qa", "test", "uat",
        "live", "main", "canary", "demo", "sandbox",
    ]

    /// Makes a finder over the packages of a repository.
    package init(_ repository: RepositoryView) {
        self.repository = repository
        folders = Set(repository.packages.map(\.path))
        var named: [String: Set<String>] = [:]
        for package in repository.packages where package.path != "." {
            for name in Self.names(of: package) { named[name, default: []].insert(package.path) }
        }
        self.named = named
    }

    /// The package that a folder is, or that holds it; nil outside of all packages.
    ///
    /// - Parameters:
    ///   - path: A file or folder relative to the root.
    ///   - allowingRoot: Whether the package at the root counts, which holds everything.
    /// - Returns: The package's path.
    package func holder(of path: String, allowingRoot: Bool = true) -> String? {
        var current = path
        while true {
            if folders.contains(current), current != "." { return current }
            if current == "." { break }
            current = RelativePath.folder(of: current)
        }
        return allowingRoot && folders.contains(".") ? "." : nil
    }

    /// The one package of a name: its folder's, its manifest's, with a stage of deployment taken off.
    ///
    /// - Parameter name: Such as `api`, `api-prod`, `@acme/api`.
    /// - Returns: The package's path; nil where none or several have it.
    package func package(named name: String) -> String? {
        let name = Self.normal(name)
        guard !name.isEmpty else { return nil }
        if let found = only(name) { return found }
        let words = name.split(separator: "-")
        if words.count > 1, let last = words.last, Self.stages.contains(String(last)) {
            return only(words.dropLast().joined(separator: "-"))
        }
        if words.count > 1, let first = words.first, Self.stages.contains(String(first)) {
            return only(words.dropFirst().joined(separator: "-"))
        }
        return nil
    }

    /// The one package whose name ends a longer name, such as `vote` of `examplevotingapp_vote` or `shop-api`; those of
    /// which `isFit` is false do not count.
    package func package(endingName name: String, where isFit: (String) -> Bool = { _ in true }) -> String? {
        let words = Self.normal(name).split(separator: "-")
        for start in words.indices.dropFirst() {
            let found = (named[words[start...].joined(separator: "-")] ?? []).filter(isFit)
            if found.count == 1 { return found.first }
            if found.count > 1 { return nil }
        }
        return nil
    }

    private func only(_ name: String) -> String? {
        guard let found = named[name], found.count == 1 else { return nil }
        return found.first
    }

    private static func names(of package: PackageContents) -> Set<String> {
        let folder = RelativePath.baseName(of: package.path)
        let unscoped = package.name.split(separator: "/").last.map(String.init) ?? package.name
        return Set([folder, package.name, unscoped].map(normal).filter { !$0.isEmpty })
    }

    /// Lower case with `-` for `_`, `.` and `/`.
    static func normal(_ name: String) -> String {
        guard !name.contains("$"), !name.contains("{") else { return "" }
        let text = name.lowercased().map { "_./ ".contains($0) ? "-" : $0 }
        return String(text).split(separator: "-").joined(separator: "-").replacing("@", with: "")
    }
}

extension RepositoryView {
    /// The finder of its packages by what they are called, made once.
    package var deployedPackages: DeployedPackages {
        manifests.derived("deployed-packages") { DeployedPackages(self) }
    }
}

// MARK: - Images

extension DeployedPackages {
    /// The package whose image a Dockerfile makes.
    ///
    /// - Parameters:
    ///   - dockerfile: Path of the Dockerfile.
    ///   - context: The build context.
    ///   - names: What the build calls the image, its target and its arguments.
    /// - Returns: The package's path; nil where it is not known.
    package func package(dockerfile: String?, context: String?, names: [String]) -> String? {
        let holder = dockerfile.flatMap { self.holder(of: $0, allowingRoot: false) }
        if let holder, isCode(holder) { return holder }
        if let found = context.flatMap({ self.holder(of: $0, allowingRoot: false) }), isCode(found) { return found }
        if let dockerfile, let found = Self.stems(of: dockerfile).lazy.compactMap({ package(named: $0) }).first {
            return found
        }
        if let found = names.lazy.compactMap({ package(named: $0) }).first { return found }
        if let holder { return holder }
        // The root's own Dockerfile is the root's image where the root is a package with sources of its own.
        guard dockerfile.map({ RelativePath.folder(of: $0) == "." }) ?? (context == "."), folders.contains(".") else {
            return nil
        }
        return names.lazy.compactMap { package(endingName: $0) }.first ?? "."
    }

    /// The package whose image CI builds.
    func package(building build: CIDeployment) -> String? {
        let dockerfile = build.file ?? build.folder.map { ManifestStore.path("Dockerfile", in: $0) }
        let isThere = dockerfile.map { repository.files.contains($0) } ?? false
        let names = build.names + build.images.map { ImageName($0).base }
        if let folder = build.folder, build.file == nil, !isThere {
            return holder(of: folder, allowingRoot: false) ?? names.lazy.compactMap { package(named: $0) }.first
        }
        return package(dockerfile: isThere ? dockerfile : nil, context: build.folder, names: names)
    }

    /// Whether a package has a manifest of its own: a folder that only holds a Dockerfile may build others.
    private func isCode(_ path: String) -> Bool {
        repository.packages.first { $0.path == path }.map { package in
            package.claims.isEmpty || package.claims.contains { $0.kind != "folder" }
        } ?? false
    }

    /// `Dockerfile.api`, `api.Dockerfile` and `docker/api/Dockerfile` name `api`.
    private static func stems(of dockerfile: String) -> [String] {
        let name = RelativePath.baseName(of: dockerfile)
        let parts = name.split(separator: ".").map(String.init).filter { !$0.lowercased().hasPrefix("dockerfile") }
        let folder = RelativePath.folder(of: dockerfile)
        return parts + (folder == "." ? [] : [RelativePath.baseName(of: folder)])
    }
}

// MARK: - Deployments

extension DeployedPackages {
    /// The package that a step of CI deploys: by the platform's file, the image, the folder, the name.
    func package(deployedBy deployment: CIDeployment, images: [String: String]) -> String? {
        if let file = deployment.file, let found = holder(of: file, allowingRoot: false) { return found }
        for image in deployment.images {
            if let found = images[ImageName(image).path] ?? package(named: ImageName(image).base) { return found }
        }
        if let folder = deployment.folder, let found = holder(of: folder, allowingRoot: false) { return found }
        if let found = deployment.names.lazy.compactMap({ package(named: $0) }).first { return found }
        // Only a file or a source at the root speaks of the root: a command that merely runs there does not.
        guard let file = deployment.file, RelativePath.folder(of: file) == ".", repository.files.contains(file),
            folders.contains(".")
        else { return nil }
        return "."
    }
}
