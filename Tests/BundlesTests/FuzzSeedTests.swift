import FuzzTargets
import Support
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The seeds of the fuzz targets, and what they once found: each must hold in an ordinary build too.
@Suite struct FuzzSeedTests {
    private static let folder = Fixture.path("../Tests/FuzzSeeds")

    @Test(arguments: FuzzTarget.all.map(\.name))
    func `every seed of a target holds`(_ name: String) async throws {
        let target = try #require(FuzzTarget.named(name))
        let seeds = try FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/\(name)").sorted()
        #expect(!seeds.isEmpty)
        for seed in seeds {
            let bytes = try [UInt8](Data(contentsOf: URL(filePath: "\(Self.folder)/\(name)/\(seed)")))
            if let complaint = await target.complaint(about: bytes) { Issue.record("\(seed): \(complaint)") }
        }
    }

    @Test func `every folder of seeds belongs to a target`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder).sorted()
        #expect(folders == FuzzTarget.all.map(\.name).sorted())
    }
}
