import Testing
import Topology
import Workspace

@testable import Bundles

/// Projects of an Nx workspace have no dependencies and no scripts of their own: the root and `project.json` have them.
@Suite struct NxApplicationTests {
    private func package(_ path: String, _ files: [String: String]) async throws -> PackageNode? {
        let root: [String: String] = [
            "nx.json": "{}",
            "package.json":
                #"{"name": "all", "scripts": {"start": "ng serve"}, "dependencies": {"@angular/core": "20", "express": "5", "vite": "7", "react": "19", "@nestjs/core": "11"}}"#,
        ]
        let monorepo = try await Monorepo.read(files: RepositoryFiles(root.merging(files) { $1 })).withSpecification()
        let graph = await TopologyBuilder.build(
            monorepo: monorepo, frameworks: Catalogue.standard.frameworks, platforms: Catalogue.standard.platforms,
            datastores: Catalogue.standard.datastores)
        return graph.packages.first { $0.path == path }
    }

    private static func project(_ type: String, _ executor: String, options: String = "{}") -> String {
        #"{"projectType": "\#(type)", "targets": {"build": {"executor": "\#(executor)", "options": \#(options)}}}"#
    }

    @Test func `a server is found by the file that its target builds`() async throws {
        let node = try await package(
            "apps/api",
            [
                "apps/api/project.json": Self.project(
                    "application", "@nx/esbuild:esbuild", options: #"{"main": "apps/api/src/begin.ts"}"#),
                "apps/api/src/begin.ts":
                    "import express from 'express';\nconst app = express();\napp.get('/health', f);\napp.listen(3333);\n",
            ])
        #expect(node?.framework == "express")
        #expect(node?.deploysIndependently == true)
        #expect(node?.port == 3333)
        #expect(node?.healthPath == "/health")
        #expect(node?.evidence.contains { $0.fact == "framework" && $0.place.path == "package.json" } == true)
    }

    @Test(arguments: [
        ("application", "@angular/build:application", "angular" as String?), ("application", "@nx/vite:build", "vite"),
        ("library", "@nx/angular:package", nil), ("library", "@nx/vite:build", nil),
    ])
    func `a site is found by its executor, and a library is none`(
        type: String, executor: String, framework: String?
    ) async throws {
        let node = try await package(
            "apps/site",
            [
                "apps/site/project.json": Self.project(type, executor),
                "apps/site/vite.config.ts": "export default {};\n", "apps/site/src/main.ts": "start();\n",
            ])
        #expect(node?.framework == framework)
        #expect(node?.deploysIndependently == (framework != nil))
        #expect(node?.type == (framework == nil ? .library : .frontend))
    }

    @Test func `dependencies of the root alone make nothing of a project, and its scripts nothing of the root`()
        async throws
    {
        let files: [String: String] = [
            "apps/a/project.json": Self.project("library", "@nx/js:tsc"),
            "apps/a/src/index.ts": "export const a = 1;\n",
        ]
        #expect(try await package("apps/a", files)?.framework == nil)
        #expect(try await package(".", files)?.framework == nil)
    }

    @Test func `a page makes a front end although its tests depend on it, and the tests are a tool`() async throws {
        let files: [String: String] = [
            "apps/cart/project.json": Self.project("application", "@nx/rspack:rspack"),
            "apps/cart/src/index.html": "<html></html>", "apps/cart-e2e/cypress.config.ts": "export default {};\n",
            "apps/cart-e2e/project.json":
                #"{"projectType": "application", "implicitDependencies": ["cart"], "targets": {}}"#,
        ]
        #expect(try await package("apps/cart", files)?.type == .frontend)
        #expect(try await package("apps/cart-e2e", files)?.type == .tooling)
    }
}
