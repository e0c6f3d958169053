/// Bundler: `Gemfile` with gems from paths, and the `.gemspec` files there (bundler.io, "Gemfile", "path").
///
/// A path holds gems up to two folders deep (`{,*,*/*}.gemspec`). What a `Gemfile` and the gems of its paths require by
/// name leads to those gems, because Bundler installs them together.
struct BundlerManifest: WorkspaceKind {
    let id = "bundler"
    let manifestNames = ["Gemfile"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        let files = manifests.files.named("Gemfile").filter { !ToolFolders.isInstalled($0) }.sorted()
        let specifications = manifests.gemspecs
        guard !files.isEmpty || !specifications.isEmpty else { return WorkspaceReading() }
        var reading = WorkspaceReading()
        var claimed: Set<String> = []
        for path in files {
            let folder = RelativePath.folder(of: path)
            guard let gemfile = manifests.rubyManifest(at: path) else { continue }
            let gems = self.gems(of: gemfile, in: folder, specifications, manifests)
            let members = Set(gems.values)
            if members.contains(where: { $0 != folder }) {
                reading.declarations.append(WorkspaceDeclaration(kind: id, manifest: path))
            }
            if members.contains(folder) || isPackage(folder, manifests.files), !ToolFolders.isAside(folder) {
                reading.packages.append(claim(folder, at: path, isMember: !members.isEmpty, specifications, manifests))
                claimed.insert(folder)
                reading.dependencies += edges(of: gemfile, in: folder, to: gems)
            }
            for member in members.sorted() {
                for specification in specifications[member] ?? [] {
                    if claimed.insert(member).inserted {
                        reading.packages.append(
                            claim(member, at: specification, isMember: true, specifications, manifests))
                    }
                    guard let manifest = manifests.rubyManifest(at: specification) else { continue }
                    reading.dependencies += edges(of: manifest, in: member, to: gems)
                }
            }
        }
        for (folder, paths) in specifications.sorted(by: { $0.key < $1.key })
        where !claimed.contains(folder) && !ToolFolders.isAside(folder) {
            reading.packages.append(claim(folder, at: paths[0], isMember: false, specifications, manifests))
        }
        return reading
    }

    /// The gems of the paths of a `Gemfile`: their folders by name.
    private func gems(
        of gemfile: RubyManifest, in folder: String, _ specifications: [String: [String]], _ manifests: ManifestStore
    ) -> [String: String] {
        var gems: [String: String] = [:]
        for written in gemfile.folders {
            guard let base = RelativePath.join(folder, written) else { continue }
            let depth = base == "." ? 0 : base.split(separator: "/").count
            for (place, paths) in specifications where RelativePath.isInside(place, base) {
                let level = place == "." ? 0 : place.split(separator: "/").count
                guard level - depth <= 2, !ToolFolders.isAside(place) else { continue }
                for path in paths.sorted() {
                    guard let manifest = manifests.rubyManifest(at: path) else { continue }
                    let file = RelativePath.baseName(of: path).dropLast(".gemspec".count)
                    gems[manifest.gemName ?? String(file)] = place
                }
            }
        }
        return gems
    }

    private func edges(of manifest: RubyManifest, in folder: String, to gems: [String: String]) -> [DependencyClaim] {
        manifest.gems.compactMap { gem in
            guard let target = gems[gem.name], target != folder else { return nil }
            return DependencyClaim(from: folder, to: target, kind: gem.kind, place: gem.place)
        }
    }

    private func claim(
        _ folder: String, at path: String, isMember: Bool, _ specifications: [String: [String]],
        _ manifests: ManifestStore
    ) -> PackageClaim {
        let name = (specifications[folder] ?? []).lazy.compactMap { manifests.rubyManifest(at: $0)?.gemName }.first
        return PackageClaim(
            path: folder, name: name, kind: id, manifest: FilePlace(path, line: 1), isMember: isMember,
            language: "ruby", packageManager: id)
    }

    /// A `Gemfile` beside Ruby code: one that only brings tools (fastlane, CocoaPods, Jekyll's theme) is none.
    private func isPackage(_ folder: String, _ files: RepositoryFiles) -> Bool {
        let has = { files.contains(ManifestStore.path($0, in: folder)) }
        if ["config.ru", "config/application.rb", "app.rb", "Rakefile"].contains(where: has) { return true }
        let base = folder == "." ? "" : folder + "/"
        return ["lib", "app"].contains { name in files.under(base + name).contains { $0.hasSuffix(".rb") } }
            || files.under(folder).contains { $0.hasSuffix(".rb") && RelativePath.folder(of: $0) == folder }
    }
}
