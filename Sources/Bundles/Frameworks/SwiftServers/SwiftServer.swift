import Topology
import Workspace

/// A program of Swift that serves with a package.
struct SwiftServer: Sendable {
    /// Its files that mention the module.
    let sources: TokenSources
    /// The line that makes the application.
    let place: FilePlace
    /// The declared dependency.
    let dependency: DeclaredDependency
    /// The target that is the program; nil where the manifest names none.
    let target: String?

    /// Finds a program that imports a module and makes an application; nil for a library.
    ///
    /// - Parameters:
    ///   - package: The package to look in.
    ///   - identity: The dependency, as the last part of its URL.
    ///   - module: The module that files import.
    ///   - makers: Callees that make an application.
    init?(_ package: PackageContents, identity: String, module: String, makers: Set<String>) {
        guard let dependency = package.dependency(identity, in: .swift) else { return nil }
        let sources = TokenSources(package, ["swift"], mentioning: ["import " + module])
        let made = sources.first { makers.contains($0.callee) }
        guard let made, let manifest = package.manifests.swiftPackage(in: package.path) else { return nil }
        let programs = manifest.targets.filter { $0.kind == "executableTarget" }.map(\.name)
        let named = programs.first { made.file.path.contains("Sources/\($0)/") } ?? programs.first
        guard let target = named ?? manifest.executables.first else { return nil }
        self.sources = sources
        self.dependency = dependency
        place = made.file.place(made.site.line)
        self.target = target
    }

    /// The literal behind `port:` of an address, and what is assigned to `.port`.
    var port: (number: Int, place: FilePlace)? {
        for file in sources.files {
            let tokens = file.calls.tokens
            for index in tokens.tokens.indices where tokens.isName(index, "port") {
                let isAddress =
                    tokens.isSymbol(index + 1, ":")
                    && file.calls.calls.contains { $0.method == "hostname" && $0.tokens.contains(index) }
                let isSetting = tokens.isSymbol(index + 1, "=") && tokens.isSymbol(index - 1, ".")
                guard isAddress || isSetting, let number = Int(tokens.spelling(index + 2)), number > 0
                else { continue }
                // A client's address of a database has a port too: only servers and the application are configured so.
                if isSetting, !tokens.isName(index - 2, in: ["configuration", "server"]) { continue }
                return (number, file.place(tokens.line(index)))
            }
        }
        return nil
    }
}
