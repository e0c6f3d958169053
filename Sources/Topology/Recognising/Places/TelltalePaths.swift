import Workspace

/// Paths of files that are known by a part of their names, found in one pass: repositories have tens of thousands.
package struct TelltalePaths: Sendable {
    /// `Dockerfile` and `Dockerfile.api`.
    package private(set) var dockerfiles: [String] = []
    /// Configuration of Terraform and OpenTofu.
    package private(set) var terraform: [String] = []
    /// JSON files with `task` in their names.
    package private(set) var tasks: [String] = []
    /// Caddyfiles and configuration of nginx.
    package private(set) var proxies: [String] = []

    /// Those of a repository, found once.
    package init(in repository: RepositoryView) {
        self = repository.manifests.derived("telltale-paths") { TelltalePaths(among: repository.files.paths) }
    }

    private init(among paths: [String]) {
        for path in paths {
            let bytes = path.utf8
            let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
            let name = bytes[(slash.map { bytes.index(after: $0) } ?? bytes.startIndex)...]
            if name.starts(with: "Dockerfile".utf8) { dockerfiles.append(path) }
            switch bytes.last {
            case UInt8(ascii: "f"):
                if path.hasSuffix(".tf") { terraform.append(path) }
                if path.hasSuffix(".conf"), path.contains("nginx") || path.contains("sites-") { proxies.append(path) }
            case UInt8(ascii: "u"): if path.hasSuffix(".tofu") { terraform.append(path) }
            case UInt8(ascii: "e"): if path.hasSuffix("Caddyfile") { proxies.append(path) }
            case UInt8(ascii: "n"):
                if path.hasSuffix(".json"), RelativePath.baseName(of: path).lowercased().contains("task") {
                    tasks.append(path)
                }
            default: break
            }
        }
    }
}
