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

    static let clouds: [PlatformSample] = [
        PlatformSample(
            platform: "cloud-run", packages: ["apps/api"], port: 8080, probe: "/health", line: 9,
            files: [
                "apps/api/service.yaml": """
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata:
                  name: api
                spec:
                  template:
                    spec:
                      containers:
                        - image: europe-docker.pkg.dev/acme/main/api
                          ports: [{containerPort: 8080}]
                          startupProbe:
                            httpGet: {path: /health}

                """
            ]),
        PlatformSample(
            platform: "cloud-run", packages: ["apps/api"], line: 1,
            files: [
                "terraform/main.tf": "module \"api\" {\n  source = \"./service\"\n  name   = \"api\"\n}\n",
                "terraform/service/main.tf":
                    "resource \"google_cloud_run_v2_service\" \"this\" {\n  name = var.name\n}\n",
            ]),
        PlatformSample(
            platform: "app-engine", packages: ["apps/api"], probe: "/ready", line: 1,
            files: ["apps/api/app.yaml": "runtime: nodejs24\nenv: flex\nreadiness_check:\n  path: \"/ready\"\n"]),
        PlatformSample(
            platform: "azure-container-apps", packages: ["apps/api"], line: 3,
            files: [
                "azure.yaml":
                    "name: acme\nservices:\n  api:\n    project: ./apps/api\n    language: js\n    host: containerapp\n"
            ]),
        PlatformSample(
            platform: "azure-app-service", packages: ["apps/api"], type: "function", line: 3,
            files: [
                "azure.yaml":
                    "name: acme\nservices:\n  api:\n    project: ./apps/api\n    language: js\n    host: function\n"
            ]),
        PlatformSample(
            platform: "azure-static-web-apps", packages: ["apps/web"], line: 1,
            files: ["apps/web/staticwebapp.config.json": #"{"navigationFallback": {"rewrite": "/index.html"}}"#]),
        PlatformSample(
            platform: "lambda", packages: ["apps/api"], type: "function", line: 4,
            files: [
                "template.yaml": """
                AWSTemplateFormatVersion: '2010-09-09'
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Api:
                    Type: AWS::Serverless::Function
                    Properties:
                      CodeUri: apps/api/
                      Handler: app.handler
                      Runtime: nodejs24.x

                """
            ]),
        PlatformSample(
            platform: "lambda", packages: ["apps/api"], type: "function", line: 1,
            files: [
                "apps/api/serverless.yml":
                    "service: api\nprovider:\n  name: aws\nfunctions:\n  api:\n    handler: src/index.handler\n"
            ]),
        PlatformSample(
            platform: "lambda", packages: ["apps/api", "apps/web"], type: "function", line: 3,
            files: [
                "sst.config.ts": """
                export default $config({
                  async run() {
                    new sst.aws.Function("Api", { url: true, handler: "apps/api/src/index.handler" });
                    new sst.aws.Nextjs("Web", { path: "apps/web" });
                  },
                });

                """
            ]),
        PlatformSample(
            platform: "copilot", packages: ["apps/api"], port: 8080, probe: "/health", domain: "api.acme.example",
            line: 1,
            files: [
                "copilot/backend/manifest.yml": """
                name: backend
                type: Load Balanced Web Service
                http:
                  path: '/'
                  alias: api.acme.example
                  healthcheck:
                    path: '/health'
                image:
                  build: apps/api/Dockerfile
                  port: 8080

                """
            ]),
        PlatformSample(
            platform: "ecs", packages: ["apps/api"], port: 3000, probe: "/health", line: 4,
            files: [
                "infra/task-definition.json": """
                {
                  "family": "acme-api",
                  "containerDefinitions": [
                    {"name": "api", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/api:1",
                     "portMappings": [{"containerPort": 3000}],
                     "healthCheck": {"command": ["CMD-SHELL", "curl -fsS http://localhost:3000/health || exit 1"]}}
                  ]
                }

                """
            ]),
    ]

    static let clusters: [PlatformSample] = [
        PlatformSample(
            platform: "kubernetes", packages: ["apps/api"], port: 3000, probe: "/ready", line: 12,
            files: [
                "k8s/api.yaml": """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: api}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: api}
                spec:
                  template:
                    spec:
                      containers:
                        - image: ghcr.io/acme/api:1.2
                          ports: [{containerPort: 3000}]
                          readinessProbe:
                            httpGet: {path: /ready, port: 3000}
                        - image: postgres:16

                """
            ]),
        PlatformSample(
            platform: "kubernetes", packages: ["apps/api"], line: 8,
            files: [
                "k8s/server.yaml": """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: server}
                spec:
                  template:
                    spec:
                      containers:
                        - image: server

                """,
                "skaffold.yaml": """
                apiVersion: skaffold/v4beta11
                kind: Config
                build:
                  artifacts:
                    - image: server
                      context: apps/api

                """,
            ]),
        PlatformSample(
            platform: "helm", packages: ["apps/api"], probe: "/ready", line: 1,
            files: [
                "charts/acme/Chart.yaml": "apiVersion: v2\nname: acme\nversion: 1.0.0\n",
                "charts/acme/values.yaml":
                    "image:\n  repository: ghcr.io/acme/api\n  tag: latest\nreadinessProbe:\n  httpGet:\n    path: /ready\n",
                "charts/acme/templates/deployment.yaml":
                    "image: \"{{ .Values.image.repository }}:{{ .Values.image.tag }}\"\n",
            ]),
        PlatformSample(
            platform: "helm", packages: ["apps/web"], line: 2,
            files: [
                "charts/acme/Chart.yaml": "apiVersion: v2\nname: acme\nversion: 1.0.0\n",
                "charts/acme/templates/web.yaml":
                    "containers:\n  - image: ghcr.io/acme/web:{{ .Chart.AppVersion }}\n",
            ]),
        PlatformSample(
            platform: "docker-compose", packages: ["apps/api"], line: 3,
            files: [
                "compose.yaml":
                    "services:\n  # it is built elsewhere\n  backend:\n    image: registry.acme.example/acme/api:1\n"
            ]),
        PlatformSample(
            platform: "docker-compose", packages: ["apps/web"], line: 2,
            files: [
                "compose.yaml":
                    "services:\n  site:\n    build:\n      context: .\n      args: {APP: web}\n    image: acme/site\n"
            ]),
        PlatformSample(
            platform: "fly", packages: ["apps/api"], line: 1, files: ["apps/api/fly.toml": "app = \"api\"\n"]),
        PlatformSample(
            platform: "fly", packages: ["apps/web"], line: 7,
            files: [
                ".github/workflows/deploy.yml": """
                on: {push: {branches: [main]}}
                jobs:
                  deploy:
                    runs-on: ubuntu-latest
                    steps:
                      - uses: actions/checkout@v4
                      - run: flyctl deploy --config apps/web/fly.production.toml
                        working-directory: .

                """,
                "apps/web/fly.production.toml": "app = \"web\"\n",
            ]),
        PlatformSample(
            platform: "vercel", packages: ["apps/web"], line: 1, files: ["apps/web/vercel.json": "{}"]),
        PlatformSample(
            platform: "coolify", packages: ["apps/api"], line: 1, files: ["apps/api/coolify.json": "{}"]),
    ]
}
