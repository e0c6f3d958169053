extension PlatformSample {
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
