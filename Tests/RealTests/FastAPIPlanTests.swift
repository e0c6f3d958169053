import Support
import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct FastAPIPlanTests {
    /// Path of a sample monorepo.
    private func fixture(_ name: String) -> String {
        let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        return tests.joined(separator: "/") + "/fixtures/monorepos/" + name
    }

    private func unit(_ name: String, _ path: String) async throws -> DeployableUnit {
        let monorepo = try await Monorepo.read(root: fixture(name), runner: ProcessToolRunner())
        let catalogue = Catalogue.standard
        let recognised = await TopologyBuilder.recognise(
            monorepo: monorepo, frameworks: catalogue.frameworks, platforms: catalogue.platforms,
            datastores: catalogue.datastores)
        let node = try #require(recognised.graph.packages.first { $0.path == path })
        let contents = try #require(recognised.view.packages.first { $0.path == path })
        return DeployableUnit(
            package: node, contents: contents, components: recognised.graph.shared.filter { node.uses.contains($0.id) },
            isMonorepo: name != "single")
    }

    @Test(arguments: [("storefront", "apps/api", 2), ("single", ".", 1)])
    func `the planned files of a sample are accepted by Python, and a second plan is empty`(
        _ name: String, _ path: String, _ count: Int
    ) async throws {
        let unit = try await unit(name, path)
        #expect(unit.package.framework == "fastapi")
        #expect(unit.package.start == "uvicorn app.main:app")
        #expect(unit.package.port == 8000)
        let components = HealthComponents.of(unit)
        #expect(components.count == count)
        let framework: any KnownFramework = FastAPIFramework()
        for approach in framework.healthApproaches(for: unit) {
            let edits = try framework.planHealth(
                HealthRequest(unit: unit, existing: HealthInCode(), components: components, approach: approach))
            try await withTemporaryFolder { folder in
                var files: [String: String] = [:]
                for own in unit.contents.paths { files[own] = unit.contents.files.text(own) }
                for change in edits.changes {
                    files[change.path] = change.new.map { String(decoding: $0, as: UTF8.self) }
                }
                try write(files, into: folder)
                let runner = ProcessToolRunner()
                let changed = edits.changes.map { "\(folder)/\($0.path)" }
                let compiled = try await runner.run(
                    ToolCommand(
                        "python3", ["-m", "py_compile"] + changed, in: folder, environment: UserEnvironment.current))
                #expect(compiled.isSuccess, "\(compiled.errors)")
                let after = try await RepositoryFiles.scan(root: folder, runner: runner)
                var second = unit
                second.contents = PackageContents(
                    path: path, name: unit.contents.name, files: after, claims: [], paths: Array(after.under(path)),
                    dependencies: unit.contents.dependencies)
                let code = framework.healthInCode(of: second)
                #expect(code.route?.path == "/health")
                #expect(code.checks.keys.sorted() == components.map(\.id).sorted())
                let again = try framework.planHealth(
                    HealthRequest(
                        unit: second, existing: code, components: components, approach: approach, isRepair: true))
                #expect(again.changes.isEmpty)
            }
        }
    }
}
