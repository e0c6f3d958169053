import Bundles
import Testing
import Workspace

@testable import Topology

/// Names under which units are reached, and what stands in front of them.
@Suite struct DomainTests {
    private static let packages: [String: String] = [
        "api/package.json": #"{"name": "api", "scripts": {"start": "node dist/a.js"}, "private": true}"#,
        "api/fly.toml": "app = 'api'\n", "api/Dockerfile": "FROM node:24\nCMD [\"node\", \"a.js\"]\n",
        "web/package.json": #"{"name": "web", "private": true}"#, "web/vercel.json": "{}",
    ]

    private func shared(_ files: [String: String]) async throws -> [String] {
        let monorepo = try await Monorepo.read(
            files: RepositoryFiles(Self.packages.merging(files) { $1 })
        ).withSpecification()
        let known = Catalogue.standard
        let graph = await TopologyBuilder.build(
            monorepo: monorepo, frameworks: known.frameworks, platforms: known.platforms, datastores: known.datastores)
        for component in graph.shared {
            for user in component.usedBy { #expect(graph.package(at: user)?.uses.contains(component.id) == true) }
        }
        return graph.shared.map { component in
            let places = component.evidence.map { "\($0.place.path):\($0.place.line ?? 0)" }.joined(separator: " ")
            return
                "\(component.kind.rawValue) \(component.id) used by \(component.usedBy.joined(separator: " ")) \(places)"
        }
    }

    @Test(arguments: [
        (
            "web/vercel.json", #"{"alias": ["acme.dev", "acme-web"]}"#,
            [
                "domain acme-web.vercel.app used by web web/vercel.json:1",
                "domain acme.dev used by web web/vercel.json:1",
            ]
        ),
        (
            "api/wrangler.toml",
            "name = \"api\"\nroutes = [\n  { pattern = \"api.acme.dev/*\", zone_name = \"acme.dev\" },\n]\n",
            [
                "domain api.acme.dev used by api api/wrangler.toml:3",
                "cdn cdn-cloudflare used by api api/wrangler.toml:3",
            ]
        ),
        ("web/public/CNAME", "www.acme.dev\n", ["domain www.acme.dev used by web web/public/CNAME:1"]),
        (
            "Caddyfile", "api.acme.dev {\n\treverse_proxy api:3000\n}\n",
            ["domain api.acme.dev used by api Caddyfile:1"]
        ),
        (
            "nginx/default.conf",
            "server {\n  server_name api.acme.dev;\n  location / {\n    proxy_pass http://api:3000;\n  }\n}\n",
            ["domain api.acme.dev used by api nginx/default.conf:2"]
        ),
        (
            "k8s/api.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: backend}
            spec: {template: {spec: {containers: [{name: a, image: ghcr.io/acme/api}]}}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: public}
            spec: {selector: {app: backend}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            spec:
              rules:
                - host: api.acme.dev
                  http: {paths: [{path: /, backend: {service: {name: public}}}]}

            """, ["domain api.acme.dev used by api k8s/api.yaml:15"]
        ),
        (
            "main.tf",
            "resource \"aws_cloudfront_distribution\" \"web\" {\n  aliases = [\"www.acme.dev\"]\n}\nresource \"cloudflare_record\" \"api\" {\n  name    = \"api.acme.dev\"\n  proxied = true\n}\n",
            [
                "domain api.acme.dev used by  main.tf:4", "cdn cdn-cloudflare used by  main.tf:4",
                "cdn cdn-cloudfront used by  main.tf:1", "domain www.acme.dev used by  main.tf:1",
            ]
        ),
        (
            "render.yaml", "services:\n  - {type: web, name: api, rootDir: api, domains: [api.acme.dev]}\n",
            ["domain api.acme.dev used by api render.yaml:2"]
        ),
    ])
    func `a name belongs to the unit that configuration gives it`(
        file: String, text: String, expected: [String]
    ) async throws {
        #expect(try await shared([file: text]) == expected)
    }

    @Test(arguments: [
        "localhost", "api", "api.example.com", "chart-example.local", "*.svc.cluster.local", "${DOMAIN}", "10.0.0.1",
        "{{ .Values.host }}", "api..dev", "",
    ])
    func `a placeholder is no name`(text: String) {
        #expect(PublicHost.of(text) == nil)
    }

    @Test func `a record that is not proxied passes through no network`() async throws {
        let text = "resource \"cloudflare_record\" \"api\" {\n  name    = \"api.acme.dev\"\n  proxied = false\n}\n"
        #expect(try await shared(["main.tf": text]).isEmpty)
    }
}
