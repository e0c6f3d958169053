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
        self = repository.manifests.derived("telltale-paths") { TelltalePaths(reading: repository.files) }
    }

    private init(reading files: RepositoryFiles) {
        terraform = files.ending(in: [".tf", ".tofu"])
        tasks = files.ending(in: [".json"]).filter { path in
            let name = RelativePath.baseName(of: path)
            // Thousands of packages have this file.
            return name != "package.json" && name.lowercased().contains("task")
        }
        proxies = files.ending(in: [".conf", "Caddyfile"]).filter { path in
            path.hasSuffix("Caddyfile") || path.contains("nginx") || path.contains("sites-")
        }
        dockerfiles = files.named(beginningWith: "Dockerfile")
    }
}
