package import Workspace

/// Reads what the manifests of one ecosystem declare for the package in a folder. One file for each; `DependencyReaders`
/// lists them.
package protocol DependencyReader: Sendable {
    /// The ecosystem that it reads.
    var ecosystem: Ecosystem { get }
    /// Every declared dependency of the package in a folder, in the order of its manifests; empty where it has none.
    func read(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency]
}

/// The readers of this version. Adding one is one file in this folder and one line here.
package enum DependencyReaders {
    /// Every reader.
    package static let all: [any DependencyReader] = [
        NodeDependencies(), PythonDependencies(), GoDependencies(), RustDependencies(), JVMDependencies(),
        DotNetDependencies(), ElixirDependencies(), RubyDependencies(), PHPDependencies(), SwiftDependencies(),
        DartDependencies(), DenoDependencies(),
    ]
}
