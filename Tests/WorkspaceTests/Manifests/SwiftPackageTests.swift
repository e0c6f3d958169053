import Testing

@testable import Workspace

@Suite struct SwiftPackageTests {
    private let files = [
        "App/Package.swift": """
        // swift-tools-version: 6.0
        import PackageDescription

        let package = Package(
            name: "App",
            products: [.executable(name: "app", targets: ["App"])],
            dependencies: [
                .package(path: "../Core"),
                .package(name: "Testing", path: "../TestKit"),
                .package(url: "https://github.com/vapor/vapor.git", from: "4.0.0"),
            ],
            targets: [
                .executableTarget(name: "App", dependencies: [.product(name: "Core", package: "Core"), "Vapor"]),
                .testTarget(name: "AppTests", dependencies: [.product(name: "T", package: "TestKit")]),
            ])
        """,
        "Core/Package.swift": "let package = Package(name: \"Core\")",
        "TestKit/Package.swift": "let package = Package(name: \"TestKit\")",
        "Odd/Package.swift": "// nothing",
        ".build/checkouts/x/Package.swift": "let package = Package(name: \"x\")",
    ]

    @Test func `packages lead to others by path, for tests where only tests name them`() {
        let fixture = KindFixture(SwiftPackageManifest(), files)
        #expect(fixture.packages == ["(App App)", "(Core Core)", "(TestKit TestKit)"])
        #expect(
            fixture.edges == [
                "App -> Core production App/Package.swift:8", "App -> TestKit development App/Package.swift:9",
            ])
        #expect(fixture.diagnostics == ["swiftpm/no-package Odd/Package.swift"])
    }

    @Test func `targets, executables and remote packages are read`() throws {
        let package = try #require(ManifestStore(RepositoryFiles(files)).swiftPackage(in: "App"))
        #expect(package.targets.map(\.name) == ["App", "AppTests"])
        #expect(package.executables == ["app"])
        #expect(package.dependencies.map(\.identity) == ["core", "testkit", "vapor"])
        #expect(package.dependencies.last?.requirement == "from: \"4.0.0\"")
    }
}
