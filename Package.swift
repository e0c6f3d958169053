// swift-tools-version: 6.2
import PackageDescription

/// The settings of every target: the strictest that the toolchain offers, so that a warning never survives a review.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// `posix_spawn_file_actions_addchdir_np` is declared by glibc only under `_GNU_SOURCE`.
let gnu: [CSetting] = [.define("_GNU_SOURCE", .when(platforms: [.linux]))]

let package = Package(
    name: "infra-ws",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "infra-ws", targets: ["infra-ws"])],
    targets: [
        .target(name: "Workspace", cSettings: gnu, swiftSettings: strict),
        .target(name: "Topology", dependencies: ["Workspace"], cSettings: gnu, swiftSettings: strict),
        .target(name: "Bundles", dependencies: ["Topology", "Workspace"], cSettings: gnu, swiftSettings: strict),
        .executableTarget(
            name: "infra-ws", dependencies: ["Bundles", "Topology", "Workspace"], cSettings: gnu,
            swiftSettings: strict),
        .target(name: "Support", dependencies: ["Workspace"], path: "Tests/Support", swiftSettings: strict),
        .testTarget(name: "WorkspaceTests", dependencies: ["Workspace", "Support"], swiftSettings: strict),
        .testTarget(
            name: "TopologyTests", dependencies: ["Topology", "Bundles", "Workspace", "Support"],
            swiftSettings: strict),
        .testTarget(
            name: "BundlesTests", dependencies: ["Bundles", "Topology", "Workspace", "Support"], swiftSettings: strict),
        .testTarget(
            name: "CommandTests", dependencies: ["infra-ws", "Bundles", "Topology", "Workspace", "Support"],
            swiftSettings: strict),
        .testTarget(
            name: "RealTests", dependencies: ["infra-ws", "Bundles", "Topology", "Workspace", "Support"],
            swiftSettings: strict),
    ]
)
