import Workspace

/// A project that a test runner starts is no unit, whatever it uses.
struct TestProjectRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard let place = TestProject.sign(of: question.contents.path, in: question.surroundings.view) else {
            return []
        }
        return [RoleSign(.tooling, deploys: false, .aside, "a test project", at: place)]
    }
}

/// Projects that hold nothing but tests.
enum TestProject {
    /// Packages that make a .NET project one of tests (learn.microsoft.com, "Unit testing in .NET").
    private static let testPackages: Set<String> = [
        "microsoft.net.test.sdk", "mstest", "xunit", "xunit.v3", "nunit", "tunit", "mstest.testframework",
    ]

    /// The line that shows it; nil where nothing does.
    static func sign(of path: String, in view: RepositoryView) -> FilePlace? {
        for file in view.manifests.dotNetProjectPathsByFolder[path] ?? [] {
            guard let project = view.manifests.dotNetProject(at: file) else { continue }
            if let sdk = project.sdk, sdk.hasPrefix("MSTest.Sdk") { return FilePlace(file, line: 1) }
            if let found = project.packages.first(where: { testPackages.contains($0.include.lowercased()) }) {
                return found.place
            }
        }
        return nil
    }
}
