package import Workspace

/// A .NET Aspire host starts the projects that it names, and is itself a tool of development and deployment
/// (learn.microsoft.com/dotnet/aspire, "App host overview").
struct ApplicationHostRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        let path = question.contents.path
        if let place = question.surroundings.hosted[path] {
            return [RoleSign(nil, deploys: true, .orchestrated, "its application host starts it", at: place)]
        }
        guard let host = ApplicationHosts(question.surroundings.view).hosts[path] else { return [] }
        return [RoleSign(.tooling, deploys: false, .orchestrated, "an application host", at: host)]
    }
}

/// The application hosts of a repository and what they start.
package struct ApplicationHosts: Sendable {
    /// Hosts by package, with the line that makes them one.
    package let hosts: [String: FilePlace]
    /// Packages that a host starts, with the line that does.
    package let projects: [String: FilePlace]

    /// Those of a repository, found once.
    package init(_ view: RepositoryView) {
        self = view.manifests.derived("application-hosts") { ApplicationHosts(reading: view) }
    }

    private init(reading view: RepositoryView) {
        var hosts: [String: FilePlace] = [:]
        var projects: [String: FilePlace] = [:]
        for (folder, files) in view.manifests.dotNetProjectPathsByFolder {
            guard let place = files.lazy.compactMap({ Self.host($0, view) }).first else { continue }
            hosts[folder] = place
            for (path, line) in Self.started(by: folder, view) { projects[path] = projects[path] ?? line }
        }
        self.hosts = hosts
        self.projects = projects
    }

    private static func host(_ file: String, _ view: RepositoryView) -> FilePlace? {
        guard let project = view.manifests.dotNetProject(at: file) else { return nil }
        if project.sdk?.contains("Aspire.AppHost.Sdk") == true { return FilePlace(file, line: 1) }
        if let found = project.packages.first(where: { $0.include == "Aspire.Hosting.AppHost" }) { return found.place }
        guard let text = view.files.text(file),
            text.contains("<IsAspireHost>true") || text.contains("Aspire.AppHost.Sdk")
        else { return nil }
        return FilePlace(file, line: 1)
    }

    /// `AddProject<Projects.Catalog_API>("catalog-api")`, and the folders of `AddNpmApp` and its like.
    private static func started(by folder: String, _ view: RepositoryView) -> [(String, FilePlace)] {
        let names = Dictionary(
            view.manifests.dotNetProjectPaths.map { path in
                let file = RelativePath.baseName(of: path)
                let stem = file.prefix(upTo: file.lastIndex(of: ".") ?? file.endIndex)
                return (String(stem.map { $0.isLetter || $0.isNumber ? $0 : "_" }), RelativePath.folder(of: path))
            }, uniquingKeysWith: { first, _ in first })
        var found: [(String, FilePlace)] = []
        for path in view.files.under(folder) where path.hasSuffix(".cs") {
            guard let text = view.files.text(path), text.contains("builder.Add") else { continue }
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                let place = FilePlace(path, line: index + 1)
                if let mark = line.firstRange(of: "AddProject<Projects.") {
                    let name = line[mark.upperBound...].prefix { $0 != ">" }
                    if let folder = names[String(name)] { found.append((folder, place)) }
                } else if let application = application(in: line, from: folder) {
                    found.append((application, place))
                }
            }
        }
        return found
    }

    private static let applications: [String] = [
        "AddNpmApp(", "AddViteApp(", "AddNodeApp(", "AddJavaScriptApp(", "AddPythonApp(", "AddUvicornApp(",
        "AddDockerfile(", "AddGolangApp(", "AddYarnApp(", "AddPnpmApp(", "AddBunApp(", "AddNextJsApp(",
    ]

    /// The second argument is the folder, seen from the host.
    private static func application(in line: Substring, from folder: String) -> String? {
        guard applications.contains(where: { line.contains($0) }) else { return nil }
        let literals = line.split(separator: "\"", omittingEmptySubsequences: false)
        guard literals.count >= 4 else { return nil }
        return RelativePath.join(folder, String(literals[3]).replacing("\\", with: "/"))
    }
}
