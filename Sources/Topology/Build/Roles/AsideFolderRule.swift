import Workspace

/// Examples, tests and fixtures are no units unless something deploys them.
struct AsideFolderRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard let name = AsideFolder.component(of: question.contents.path) else { return [] }
        return [RoleSign(.tooling, deploys: false, .aside, "it stands in \(name)", at: question.manifest)]
    }
}

/// Folders whose packages show or test something.
enum AsideFolder {
    private static let names: Set<String> = [
        "examples", "example", "samples", "sample", "demos", "e2e", "test", "tests", "fixtures",
        "__fixtures__", "testdata", "benchmarks", "benchmark", "bench", "playground", "playgrounds", "sandbox",
        "sandboxes", "templates", "template", "starters", "cypress", "playwright", "spec", "__tests__",
        "integration-tests", "e2e-tests", "test-fixtures", "boilerplates", "perf",
        "load-tests", "loadtest", "loadtests", "node_modules", "vendor", "third_party",
    ]

    /// Words of names that say so, such as `build-tests-samples` and `web-e2e`.
    private static let words: Set<String> = [
        "tests", "samples", "examples", "e2e", "fixtures", "playground", "benchmarks", "boilerplate",
    ]

    /// The part of a path that says so; nil where none does.
    static func component(of path: String) -> String? {
        path.utf8.split(separator: UInt8(ascii: "/")).lazy.map { String(Substring($0)) }.first { part in
            let name = part.lowercased()
            return names.contains(name) || name.hasSuffix("-test")
                || name.utf8.split(separator: UInt8(ascii: "-")).contains { words.contains(String(Substring($0))) }
        }
    }
}
