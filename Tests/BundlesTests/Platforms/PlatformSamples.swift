import Testing

/// A repository as each platform's documentation lays it out, and the packages that run there.
struct PlatformSample: Sendable, CustomTestStringConvertible {
    /// Id of the platform.
    var platform: String
    /// What is seen: paths of packages, sorted.
    var packages: [String]
    /// The port of the first; nil where the file has none.
    var port: Int?
    /// The path that is probed of the first; nil where the file has none.
    var probe: String?
    /// The first's type where the platform's file says one.
    var type: String?
    /// The first name under which the first is reached.
    var domain: String?
    /// The line of the first's evidence.
    var line: Int
    /// The platform's own files; two packages `apps/api` and `apps/web` are there besides.
    var files: [String: String]

    var testDescription: String { platform + ": " + files.keys.sorted().joined(separator: ", ") }

    /// Two packages in a workspace, with an image each.
    static let packages: [String: String] = [
        "package.json": #"{"name": "acme", "private": true, "workspaces": ["apps/*"]}"#,
        "apps/api/package.json": #"{"name": "@acme/api", "private": true}"#,
        "apps/api/Dockerfile": "FROM node:24\nCMD [\"node\", \"server.js\"]\n",
        "apps/web/package.json": #"{"name": "@acme/web", "private": true}"#,
        "apps/web/Dockerfile": "FROM node:24\nCMD [\"node\", \"server.js\"]\n",
    ]
}

extension PlatformSample {
    static let hosts: [PlatformSample] = [
        PlatformSample(
            platform: "netlify", packages: ["apps/web"], line: 1,
            files: ["netlify.toml": "[build]\n  base = \"apps/web\"\n  command = \"npm run build\"\n"]),
        PlatformSample(
            platform: "netlify", packages: ["apps/web"], line: 1,
            files: ["netlify.toml": "[build]\n  command = \"turbo run build --filter=@acme/web\"\n"]),
        PlatformSample(
            platform: "netlify", packages: ["apps/web"], line: 1, files: ["apps/web/netlify.toml": "[build]\n"]),
        PlatformSample(
            platform: "render", packages: ["apps/api", "apps/web"], probe: "/health", domain: "api.acme.example",
            line: 2,
            files: [
                "render.yaml": """
                services:
                  - type: web
                    name: api
                    runtime: node
                    rootDir: apps/api
                    healthCheckPath: /health
                    domains: [api.acme.example]
                  - type: web
                    name: site
                    runtime: docker
                    dockerfilePath: ./apps/web/Dockerfile
                  - type: keyvalue
                    name: cache

                """
            ]),
        PlatformSample(
            platform: "railway", packages: ["apps/api"], probe: "/ready", line: 1,
            files: [
                "apps/api/railway.json":
                    #"{"$schema": "https://railway.com/railway.schema.json", "deploy": {"startCommand": "node server.js", "healthcheckPath": "/ready"}}"#
            ]),
        PlatformSample(
            platform: "railway", packages: ["apps/api"], line: 3,
            files: [
                ".railway/railway.ts":
                    "import { service } from 'railway/iac';\n\nexport const api = service(\"api\", { healthcheck: '/health' });\n"
            ]),
        PlatformSample(
            platform: "cloudflare-pages", packages: ["apps/web"], type: "frontend", line: 2,
            files: ["apps/web/wrangler.toml": "name = \"web\"\npages_build_output_dir = \"./dist\"\n"]),
        PlatformSample(
            platform: "cloudflare-workers", packages: ["apps/api"], line: 1,
            files: ["apps/api/wrangler.toml": "name = \"api\"\nmain = \"src/index.ts\"\n"]),
        PlatformSample(
            platform: "heroku", packages: ["apps/api"], line: 3,
            files: ["heroku.yml": "build:\n  docker:\n    web: apps/api/Dockerfile\n"]),
        PlatformSample(
            platform: "heroku", packages: ["apps/api"], line: 1,
            files: ["apps/api/app.json": #"{"name": "api", "formation": {"web": {"quantity": 1}}}"#]),
        PlatformSample(
            platform: "dokku", packages: ["apps/api"], probe: "/health", line: 1,
            files: [
                "apps/api/app.json":
                    #"{"healthchecks": {"web": [{"type": "startup", "name": "web", "path": "/health"}]}}"#
            ]),
        PlatformSample(
            platform: "kamal", packages: ["apps/api"], port: 3000, probe: "/up", domain: "api.acme.example", line: 1,
            files: [
                "apps/api/config/deploy.yml": """
                service: api
                image: acme/api
                servers:
                  web: [192.0.2.1]
                proxy:
                  ssl: true
                  host: api.acme.example
                  app_port: 3000
                  healthcheck:
                    path: /up

                """
            ]),
        PlatformSample(
            platform: "digitalocean", packages: ["apps/api", "apps/web"], port: 8080, probe: "/health",
            domain: "acme.example", line: 5,
            files: [
                ".do/app.yaml": """
                name: acme
                domains:
                  - domain: acme.example
                services:
                  - name: api
                    source_dir: apps/api
                    http_port: 8080
                    health_check:
                      http_path: /health
                static_sites:
                  - name: site
                    source_dir: /apps/web

                """
            ]),
        PlatformSample(
            platform: "firebase", packages: ["apps/web"], type: "frontend", line: 1,
            files: ["firebase.json": #"{"hosting": {"public": "apps/web/dist", "ignore": ["**/.*"]}}"#]),
    ]
}
