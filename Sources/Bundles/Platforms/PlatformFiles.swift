import Topology
import Workspace

/// Recognises a platform by a file that stands in the package it is about.
struct PlatformFiles: Sendable {
    /// Base names of the file.
    let names: [String]
    /// Id of the platform.
    let platform: String
    /// How sure such a file is.
    let confidence: Int

    /// Folders below a package in which such a file stands as well.
    private static let folders: Set<String> = [".", "deploy", "deployment", "infra", "ops", "config", ".deploy"]

    /// One match for each package that has such a file; deeper in its sources a file of that name is only code.
    func matches(in repository: RepositoryView) -> [PlatformMatch] {
        names.flatMap { repository.files.named($0) }.compactMap { path in
            guard !SourceRole.isAside(path), let package = repository.package(holding: path),
                Self.folders.contains(RelativePath.relative(RelativePath.folder(of: path), to: package.path))
            else { return nil }
            return PlatformMatch(
                package: package.path, deploys: true, confidence: confidence,
                evidence: [Evidence("platform", platform, at: FilePlace(path, line: 1))])
        }
    }
}

/// Recognises a platform by what people wrote into the Infrastructure table.
enum HostingRows {
    /// One match for each Hosting row whose provider names the platform. In a table without packages a row is about
    /// the root.
    ///
    /// - Parameters:
    ///   - platform: The platform.
    ///   - others: Names of other platforms that begin with its own.
    ///   - repository: The repository.
    /// - Returns: In the order of the table.
    static func matches(
        of platform: any Platform, besides others: [String] = [], in repository: RepositoryView
    ) -> [PlatformMatch] {
        repository.conventions.compactMap { row in
            guard row.kind == .hosting, names(platform, row.provider), let place = row.place,
                !others.contains(where: { row.provider.lowercased().contains($0.lowercased()) })
            else { return nil }
            let path = row.package ?? "."
            guard repository.packages.contains(where: { $0.path == path }) else { return nil }
            return PlatformMatch(
                package: path, deploys: true, confidence: 95, evidence: [Evidence("platform", platform.id, at: place)])
        }
    }

    /// Whether the words of a cell begin with the platform's name, such as `Vercel (Pro)`.
    private static func names(_ platform: any Platform, _ cell: String) -> Bool {
        let words = MarkdownText.withoutMarkup(cell).lowercased()
        return words.hasPrefix(platform.name.lowercased()) || words.hasPrefix(platform.id)
    }
}
