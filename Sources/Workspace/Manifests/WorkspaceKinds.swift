/// The workspace kinds that this version reads. Adding one is one file in this folder and one line here.
package enum WorkspaceKinds {
    /// Every kind; the order decides whose name and language a folder gets that several claim.
    package static let all: [any WorkspaceKind] = [
        PnpmManifest(), YarnManifest(), BunManifest(), NpmManifest(), UvManifest(), PythonProjectManifest(),
        GoWorkManifest(), GoModuleManifest(), CargoManifest(), MavenManifest(), GradleManifest(), DotNetManifest(),
        MixManifest(), SwiftPackageManifest(), ComposerManifest(), BundlerManifest(), PubManifest(), MelosManifest(),
        HatchManifest(), DenoManifest(), LernaManifest(), RushManifest(), NxManifest(), MoonManifest(),
        TurborepoManifest(), PantsManifest(), BazelManifest(), PlainFolders(),
    ]
}
