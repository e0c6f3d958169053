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
        .target(
            name: "FuzzTargets", dependencies: ["Bundles", "Topology", "Workspace"], path: "Tests/FuzzTargets",
            swiftSettings: strict),
        .testTarget(name: "WorkspaceTests", dependencies: ["Workspace", "Support"], swiftSettings: strict),
        .testTarget(
            name: "TopologyTests", dependencies: ["Topology", "Bundles", "Workspace", "Support"],
            swiftSettings: strict),
        .testTarget(
            name: "BundlesTests", dependencies: ["Bundles", "FuzzTargets", "Topology", "Workspace", "Support"],
            swiftSettings: strict),
        .testTarget(
            name: "CommandTests", dependencies: ["infra-ws", "Bundles", "Topology", "Workspace", "Support"],
            swiftSettings: strict),
        .testTarget(
            name: "RealTests", dependencies: ["infra-ws", "Bundles", "Topology", "Workspace", "Support"],
            swiftSettings: strict),
    ]
)

// libFuzzer wants its flags in every module, so that the fuzzer is no part of an ordinary build: scripts/fuzz.sh asks.
if Context.environment["INFRA_WS_FUZZ"] == "1" {
    package.products.append(.executable(name: "infra-ws-fuzz", targets: ["FuzzDriver"]))
    package.targets.append(
        .executableTarget(
            name: "FuzzDriver", dependencies: ["FuzzTargets"], path: "Tests/FuzzDriver", swiftSettings: strict))
}
