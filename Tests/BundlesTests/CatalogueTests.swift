import Support
import Testing
import Topology
import Workspace

@testable import Bundles

/// One thing known is one file and one line: the folders and the lists say the same.
@Suite struct CatalogueTests {
    private static let catalogue = Catalogue.standard

    @Test(arguments: [
        ("Frameworks", "Framework", catalogue.frameworks.map { "\(type(of: $0))" }),
        ("Platforms", "Platform", catalogue.platforms.map { "\(type(of: $0))" }),
        ("Datastores", "Datastore", catalogue.datastores.map { "\(type(of: $0))" }),
        ("Installers", "Installer", catalogue.installers.map { "\(type(of: $0))" }),
    ])
    func `a folder has one file for each entry of its list`(
        folder: String, suffix: String, listed: [String]
    ) throws {
        let files = try FileSystemAccess.list("\(Self.sources)/Bundles/\(folder)")
            .filter { $0.hasSuffix("\(suffix).swift") }.map { String($0.dropLast(6)) }
        #expect(Set(files) == Set(listed))
        #expect(listed.count == Set(listed).count)
    }

    @Test func `ids are lower case and each is there once`() {
        let lists: [[String]] = [
            Self.catalogue.frameworks.map(\.id), Self.catalogue.platforms.map(\.id),
            Self.catalogue.datastores.map(\.id), Self.catalogue.installers.map(\.id),
        ]
        for ids in lists {
            #expect(Set(ids).count == ids.count, "\(ids)")
            #expect(
                ids.allSatisfy { id in
                    id.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
                })
        }
    }

    /// A member that is no requirement of its protocol would be dispatched statically: called through the existential
    /// it would silently give the default. Every answer of the entries that are started is not the default.
    @Test(arguments: catalogue.frameworks.filter { $0.proof == .started }.map(\.id))
    func `a started framework answers through the existential`(id: String) throws {
        let framework = try #require(Self.catalogue.framework(id))
        let unit = try #require(Self.unit(of: framework))
        #expect(framework.launch(of: unit, on: 4321) != nil)
        #expect(!framework.environmentReads(in: unit).isEmpty)
        #expect(!framework.healthApproaches(for: unit).isEmpty)
        #expect(framework.healthInCode(of: unit).route?.path == "/healthz")
    }

    @Test(arguments: catalogue.platforms.map(\.id))
    func `a platform answers through the existential`(id: String) throws {
        let platform = try #require(Self.catalogue.platform(id))
        #expect(!platform.name.isEmpty)
        #expect(
            platform.recognise(in: RepositoryView(files: RepositoryFiles([:]), packages: [], conventions: [])).isEmpty)
    }

    @Test(arguments: catalogue.datastores.map(\.id))
    func `a datastore keeps the scheme of an example`(id: String) throws {
        let datastore = try #require(Self.catalogue.datastore(id))
        for scheme in datastore.schemes where !scheme.hasPrefix("jdbc") && scheme != "file" {
            let text = datastore.connectionString(port: 4321, example: "\(scheme)://user:secret@db.example/shop")
            #expect(!text.contains("secret") || datastore.container(version: nil) == nil, "\(text)")
        }
    }

    // MARK: One unit for each started framework

    private static let samples: [String: [String: String]] = [
        "fastapi": [
            "pyproject.toml": "[project]\nname = \"api\"\nversion = \"1\"\ndependencies = [\"fastapi\", \"uvicorn\"]\n",
            "main.py": """
            import os
            from fastapi import FastAPI
            app = FastAPI()
            key = os.environ["KEY"]
            @app.get("/healthz")
            def healthz():
                return {}

            """,
        ],
        "express": [
            "package.json":
                #"{"name": "api", "main": "index.js", "scripts": {"start": "node index.js"}, "dependencies": {"express": "4"}}"#,
            "index.js": """
            const express = require('express');
            const app = express();
            app.get('/healthz', (request, response) => response.json({}));
            app.listen(process.env.PORT || 3000, process.env.HOST);

            """,
        ],
        "net-http": [
            "go.mod": "module example.com/api\n\ngo 1.22\n",
            "main.go": """
            package main

            import (
            \t"net/http"
            \t"os"
            )

            func main() {
            \tmux := http.NewServeMux()
            \tmux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {})
            \t_ = http.ListenAndServe(":"+os.Getenv("PORT"), mux)
            }

            """,
        ],
    ]

    private static func unit(of framework: any KnownFramework) -> DeployableUnit? {
        guard let files = samples[framework.id] else { return nil }
        let contents = PackageContents(
            path: ".", name: "api", files: RepositoryFiles(files), claims: [], paths: files.keys.sorted(),
            dependencies: dependencies(RepositoryFiles(files)))
        var package = PackageNode(name: "api", path: ".", type: .backend, deploysIndependently: true)
        package.framework = framework.id
        return DeployableUnit(package: package, contents: contents, components: [], isMonorepo: false)
    }

    private static func dependencies(_ files: RepositoryFiles) -> [Ecosystem: [DeclaredDependency]] {
        let manifests = ManifestStore(files)
        return Dictionary(grouping: DependencyReaders.all, by: \.ecosystem).mapValues { readers in
            readers.flatMap { $0.read(".", manifests) }
        }
    }

    private static var sources: String {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(3).joined(separator: "/") + "/Sources"
    }
}
