import Topology
import Workspace

/// A program of Java or Kotlin: what it depends on, its sources, its settings.
struct JVMProgram: Sendable {
    /// The package.
    let package: PackageContents
    /// Its settings.
    let settings: JavaSettings

    /// Looks at a package.
    init(_ package: PackageContents) {
        self.package = package
        settings = JavaSettings(package)
    }

    /// The first dependency of a group, such as `io.quarkus`; tests do not count.
    func dependency(group: String) -> DeclaredDependency? {
        package.dependencies[.jvm]?.first { dependency in
            dependency.kind != .development
                && (dependency.name == group || dependency.name.hasPrefix(group + ":")
                    || dependency.name.hasPrefix(group + "."))
        }
    }

    /// A dependency by its artifact, whatever its group; tests do not count.
    func artifact(_ name: String) -> DeclaredDependency? {
        package.dependencies[.jvm]?.first { $0.kind != .development && $0.name.hasSuffix(":" + name) }
    }

    /// The sources that mention a word.
    func sources(mentioning words: [String]) -> TokenSources {
        TokenSources(package, ["java", "kotlin"], mentioning: words)
    }

    /// The line of the package's manifest for a program that only its build file shows.
    var isMaven: Bool { package.has("pom.xml") }

    /// The command that runs what the build wrote.
    func start(maven: String, gradle: String) -> String { "java -jar " + (isMaven ? maven : gradle) }

    /// Puts a framework's own routes below a prefix and in order.
    func likeliest(_ routes: [HealthRoute]) -> HealthRoute? { TokenSources.likeliest(routes) }
}
