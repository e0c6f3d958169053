extension PlatformSample {
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
}
