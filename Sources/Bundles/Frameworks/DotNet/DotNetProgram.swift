import Topology
import Workspace

/// A program of .NET: its project file, its sources, and those of the projects that it references.
struct DotNetProgram: Sendable {
    /// The package.
    let package: PackageContents
    /// Its project file.
    let project: DotNetProject

    private static let maximumProjects = 64

    /// Finds the first project of a package; nil where it has none.
    init?(_ package: PackageContents) {
        let paths = package.manifests.dotNetProjectPathsByFolder[package.path] ?? []
        guard let project = paths.lazy.compactMap({ package.manifests.dotNetProject(at: $0) }).first else { return nil }
        self.package = package
        self.project = project
    }

    /// Names of its SDKs, without versions.
    var sdks: Set<String> {
        Set((project.sdk ?? "").split(separator: ";").map { String($0.prefix { $0 != "/" }) })
    }

    /// The line of the project file that names the SDK.
    var place: FilePlace { FilePlace(project.path, line: 1) }

    /// The value of a property, the first that stands there: `TargetFramework`, `OutputType`.
    func property(_ name: String) -> String? {
        guard case .success(let document) = package.manifests.xml(project.path) else { return nil }
        return document.root.children(named: "PropertyGroup").lazy.compactMap { $0[name]?.trimmedText }.first
    }

    /// The number of its target framework, such as 8 for `net8.0`; nil where its file does not say.
    var version: Int? {
        guard let target = property("TargetFramework") ?? property("TargetFrameworks"), target.hasPrefix("net") else {
            return nil
        }
        return Int(target.dropFirst(3).prefix { $0.isNumber })
    }

    /// Sources of the package that mention a word.
    func sources(mentioning words: [String]) -> TokenSources { TokenSources(package, ["csharp"], mentioning: words) }

    /// Sources of the projects that it references, at any depth, that mention a word; each project is looked through
    /// once, however many programs reference it.
    func referencedSources(mentioning words: [String]) -> TokenSources {
        let wanted = words.map { Array($0.utf8) }
        let manifests = package.manifests
        var open = [project]
        var seen: Set<String> = [project.path]
        var files: [TokenSources.File] = []
        while let next = open.popLast(), seen.count < Self.maximumProjects {
            for reference in next.projects {
                guard let path = RelativePath.join(next.folder, reference.include), seen.insert(path).inserted,
                    let found = package.manifests.dotNetProject(at: path)
                else { continue }
                open.append(found)
                files += manifests.derived("dotnet:sources:\(words.joined(separator: " ")):\(path)") {
                    let paths = manifests.files.under(found.folder).filter { $0.hasSuffix(".cs") }
                    return TokenSources(paths: paths, in: manifests.files) { bytes in
                        wanted.contains { bytes.holds($0) }
                    }.files
                }
            }
        }
        return TokenSources(files: files)
    }

    /// What starts what `dotnet publish` wrote (learn.microsoft.com, "dotnet").
    var start: String { "dotnet \(property("AssemblyName") ?? project.name).dll" }
}

extension TokenSources.File {
    /// The name of the method or function whose body holds a token; nil at the top of a file.
    func method(around token: Int) -> String? {
        let tokens = calls.tokens
        // Words before a bracket that open a block and are no methods.
        let words: Set<String> = ["if", "for", "foreach", "while", "switch", "using", "lock", "catch", "fixed"]
        var index = token
        while index > 0 {
            index -= 1
            guard tokens.isSymbol(index, "{"), let close = tokens.partner(of: index), close > token,
                tokens.isSymbol(index - 1, ")"), let opener = tokens.partner(of: index - 1),
                tokens.isName(opener - 1), !tokens.isName(opener - 1, in: words)
            else { continue }
            return tokens.spelling(opener - 1)
        }
        return nil
    }
}
