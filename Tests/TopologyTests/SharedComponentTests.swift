import Bundles
import Testing
import Topology
import Workspace

@Suite struct SharedComponentTests {
    private func shared(_ files: [String: String]) async throws -> [String] {
        let monorepo = try await Monorepo.read(files: RepositoryFiles(files)).withSpecification()
        let graph = await TopologyBuilder.build(
            monorepo: monorepo, frameworks: [], platforms: [], datastores: Catalogue.standard.datastores)
        return graph.shared.map { component in
            let version = component.version.map { " \($0)" } ?? ""
            return "\(component.id): \(component.engine ?? "")\(version), owner \(component.owner ?? "-"), used by "
                + component.usedBy.joined(separator: " ")
        }
    }

    private let api = #"{"name": "api", "dependencies": {"pg": "^8", "redis": "^4", "drizzle-orm": "1"}}"#
    private let jobs = #"{"name": "jobs", "dependencies": {"pg": "^8"}}"#

    @Test func `one compose service that two packages reach is one database, and the image tells its kind`()
        async throws
    {
        let found = try await shared([
            "api/package.json": api, "api/Dockerfile": "FROM node", "jobs/package.json": jobs,
            "jobs/Dockerfile": "FROM node",
            "compose.yml": """
            services:
              db:
                image: postgres:16-alpine
              cache:
                image: valkey/valkey:8-alpine
              api:
                build: api
                environment:
                  DATABASE_URL: postgresql://u:${PASSWORD:?must be set}@db:5432/shop
                  REDIS_URL: redis://cache:6379/0
              jobs:
                build: {context: ., dockerfile: jobs/Dockerfile}
                depends_on: [db]
            """,
        ])
        #expect(
            found == [
                "api-postgresql: postgresql 16, owner api, used by api jobs",
                "api-valkey: valkey 8, owner api, used by api",
            ])
    }

    @Test func `two names on one server are two databases`() async throws {
        let found = try await shared([
            "api/package.json": api.replacing(#", "redis": "^4""#, with: ""), "jobs/package.json": jobs,
            "api/.env.example": "DATABASE_URL=postgres://u:p@localhost:5432/shop",
            "jobs/.env.example": "# jobs\nDATABASE_URL=\"postgres://u:p@127.0.0.1:5432/jobs\"",
        ])
        #expect(
            found == [
                "api-postgresql: postgresql, owner api, used by api",
                "jobs-postgresql: postgresql, owner jobs, used by jobs",
            ])
    }

    @Test func `the same address in two examples is one database, owned by who has its schema`() async throws {
        let found = try await shared([
            "api/package.json": #"{"name": "api", "dependencies": {"pg": "^8"}}"#, "jobs/package.json": jobs,
            "api/.env.example": "DATABASE_URL=postgres://u:p@localhost/shop",
            "jobs/.env.example": "DATABASE_URL=postgres://u:p@localhost/shop", "jobs/migrations/1.sql": "",
        ])
        #expect(found == ["jobs-postgresql: postgresql, owner jobs, used by api jobs"])
    }

    @Test func `a unit uses the database of the library that it needs, and drivers alone make one`() async throws {
        let found = try await shared([
            "package.json": #"{"workspaces": ["apps/*", "packages/*"]}"#,
            "apps/api/package.json":
                #"{"name": "api", "dependencies": {"db": "*", "pg": "^8"}, "scripts": {"start": "node ."}}"#,
            "apps/api/Dockerfile": "FROM node",
            "packages/db/package.json":
                #"{"name": "db", "main": "i.js", "dependencies": {"pg": "^8", "drizzle-orm": "1"}}"#,
        ])
        #expect(found == ["db-postgresql: postgresql, owner packages/db, used by apps/api packages/db"])
    }

    @Test func `a driver for tests alone is no use`() async throws {
        let found = try await shared(["api/package.json": #"{"name": "api", "devDependencies": {"pg": "^8"}}"#])
        #expect(found.isEmpty)
    }
}
