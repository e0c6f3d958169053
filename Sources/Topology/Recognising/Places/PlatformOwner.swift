import Workspace

/// Finds the package that an entry of a platform's file is about: the folder, Dockerfile, command or name that it gives,
/// else the package that holds the file.
package struct PlatformOwner: Sendable {
    private let repository: RepositoryView
    private let packages: DeployedPackages
    private let images: ImageOwners

    /// Makes a finder.
    package init(_ repository: RepositoryView) {
        self.repository = repository
        packages = repository.deployedPackages
        images = ImageOwners(in: repository)
    }

    /// The package of one entry.
    ///
    /// - Parameters:
    ///   - file: The platform's file.
    ///   - folder: The folder that it gives, relative to the root.
    ///   - dockerfile: The Dockerfile that it gives, relative to the root.
    ///   - image: The image that it gives.
    ///   - commands: Commands that build and start it.
    ///   - names: What it is called.
    /// - Returns: The package's path; nil where none is known.
    package func package(
        file: String, folder: String? = nil, dockerfile: String? = nil, image: String? = nil, commands: [String] = [],
        names: [String] = []
    ) -> String? {
        if let folder, folder != ".", let found = packages.holder(of: folder, allowingRoot: false) { return found }
        if let dockerfile, repository.files.contains(dockerfile),
            let found = packages.package(dockerfile: dockerfile, context: folder, names: names), found != "."
        {
            return found
        }
        if let image, let found = images.package(of: image) { return found }
        if let found = commands.lazy.compactMap({ selected(by: $0) }).first { return found }
        let holder = packages.holder(of: file)
        if let holder, holder != "." { return holder }
        if let found = names.lazy.compactMap({ packages.package(named: $0) }).first { return found }
        return folder == nil || folder == "." ? holder : nil
    }

    /// The package that a command of the workspace names: `pnpm --filter web build`, `turbo run build --filter=web`,
    /// `nx build web`, `npm start -w apps/api`.
    private func selected(by command: String) -> String? {
        let words = command.split { $0.isWhitespace || $0 == "=" }.map(String.init)
        for (index, word) in words.enumerated().dropLast() {
            let next = words[index + 1].filter { $0 != "'" && $0 != "\"" && $0 != "{" && $0 != "}" }
            let plain = next.hasSuffix("...") ? String(next.dropLast(3)) : next
            if ["--filter", "-F", "--workspace", "-w", "workspace", "--scope", "--cwd", "-C", "cd", "--prefix"]
                .contains(word)
            {
                if let found = package(at: plain) ?? packages.package(named: plain) { return found }
            } else if word == "nx", index + 2 < words.count, let found = packages.package(named: words[index + 2]) {
                return found
            }
        }
        return nil
    }

    private func package(at path: String) -> String? {
        RelativePath.normal(path).flatMap { path in repository.packages.first { $0.path == path && path != "." }?.path }
    }
}
