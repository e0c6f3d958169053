import Testing
import Topology
import Workspace

/// What CI deploys, and for which package.
@Suite struct CIDeploymentTests {
    /// A repository with the packages `apps/api`, `apps/web` and `services/mail`, and the root, and some more files.
    private static func view(_ files: [String: String]) -> RepositoryView {
        var all = [
            "package.json": "{}", "apps/api/package.json": #"{"name": "@acme/api"}"#,
            "apps/api/Dockerfile": "FROM node\n",
            "apps/api/fly.toml": "app = \"acme\"\n", "apps/web/package.json": #"{"name": "@acme/web"}"#,
            "services/mail/go.mod": "module example.com/mail\n", "services/mail/Dockerfile": "FROM golang\n",
        ]
        all.merge(files) { $1 }
        let files = RepositoryFiles(all)
        let manifests = ManifestStore(files)
        let packages = [(".", "acme"), ("apps/api", "@acme/api"), ("apps/web", "@acme/web"), ("services/mail", "mail")]
            .map { path, name in
                PackageContents(
                    path: path, name: name, files: files, claims: [], paths: [], dependencies: [:],
                    manifests: manifests)
            }
        return RepositoryView(files: files, packages: packages, conventions: [])
    }

    private static func found(_ files: [String: String]) -> [String] {
        CIDeployments(in: view(files)).all.map { deployment in
            let act = deployment.platform ?? (deployment.act == .buildsImage(isPushed: true) ? "pushed" : "built")
            return "\(act) \(deployment.package ?? "-") \(deployment.place.line ?? 0)"
        }
    }

    private static func workflow(_ steps: String, on: String = "push") -> [String: String] {
        [".github/workflows/deploy.yml": "on: \(on)\njobs:\n  deploy:\n    steps:\n\(steps)"]
    }

    @Test(arguments: [
        ("flyctl deploy --config apps/api/fly.toml --remote-only", "fly apps/api 5"),
        ("fly deploy apps/api", "fly apps/api 5"),
        ("cd apps/web && npx wrangler@4 deploy", "cloudflare-workers apps/web 5"),
        ("npx wrangler pages deploy apps/web/dist --project-name=site", "cloudflare-workers apps/web 5"),
        ("vercel deploy --prod --cwd apps/web", "vercel apps/web 5"),
        ("netlify deploy --prod --dir=apps/web/dist", "netlify apps/web 5"),
        ("gcloud run deploy api --source apps/api --region europe-west1", "cloud-run apps/api 5"),
        ("gcloud run deploy mail-prod --image gcr.io/$PROJECT/mail", "cloud-run services/mail 5"),
        ("aws ecs update-service --cluster main --service api", "ecs apps/api 5"),
        (
            "az containerapp update -n mail -g group --image acme.azurecr.io/mail:1",
            "azure-container-apps services/mail 5"
        ),
        ("kubectl set image deployment/api api=ghcr.io/acme/api:$SHA", "kubernetes apps/api 5"),
        ("kubectl apply -f services/mail", "kubernetes services/mail 5"),
        ("helm upgrade --install web ./chart --set image.tag=1", "helm apps/web 5"),
        ("railway up --service api", "railway apps/api 5"),
        ("git subtree push --prefix apps/api heroku main", "heroku apps/api 5"),
        ("docker build -t acme/x -f apps/api/Dockerfile .", "built apps/api 5"),
        ("docker buildx build --push -t acme/x services/mail", "pushed services/mail 5"),
        ("(cd services/mail; docker build -t acme/mail .) && docker push acme/mail", "pushed services/mail 5"),
        ("if [ -n \"$X\" ]; then flyctl deploy -c apps/api/fly.toml; fi", "fly apps/api 5"),
    ])
    func `a command deploys the package that it names`(command: String, expected: String) {
        #expect(Self.found(Self.workflow("      - run: \(command)\n")) == [expected])
    }

    @Test(arguments: [
        "echo flyctl deploy --config apps/api/fly.toml", "flyctl status", "vercel build", "npm test", "wrangler dev",
        "kubectl apply -f https://example.com/x.yaml", "helm repo add x y", "docker compose up -d",
        "git push origin main",
    ])
    func `a command that deploys nothing is none`(command: String) {
        #expect(Self.found(Self.workflow("      - run: \(command)\n")).isEmpty)
    }

    @Test func `an action deploys what its inputs name`() {
        let steps = """
                  - uses: docker/build-push-action@v6
                    with:
                      context: .
                      file: services/mail/Dockerfile
                      push: true
                      tags: ghcr.io/acme/mail:latest
                  - uses: google-github-actions/deploy-cloudrun@v3
                    with:
                      service: backend
                      image: ghcr.io/acme/mail:latest
                  - uses: cloudflare/wrangler-action@v4
                    with:
                      workingDirectory: apps/web

            """
        #expect(
            Self.found(Self.workflow(steps)) == [
                "pushed services/mail 5", "cloud-run services/mail 11", "cloudflare-workers apps/web 15",
            ])
    }

    @Test func `a matrix stands for each of its jobs`() {
        let text = """
            on: push
            jobs:
              deploy:
                strategy:
                  matrix:
                    include:
                      - app: api
                        folder: apps/api
                      - app: mail
                        folder: services/mail
                defaults:
                  run:
                    working-directory: ${{ matrix.folder }}
                steps:
                  - run: |
                      echo deploying
                      docker build --push -t ghcr.io/acme/${{ matrix.app }} .

            """
        #expect(
            Self.found([".github/workflows/deploy.yml": text]) == ["pushed apps/api 17", "pushed services/mail 17"])
    }

    @Test func `scripts, Makefiles and package scripts are followed`() {
        let files = Self.workflow(
            "      - run: ./ci/ship.sh api\n      - run: make ship\n      - run: pnpm --filter @acme/web ship\n"
        )
        .merging([
            "ci/ship.sh": "#!/bin/bash\nreadonly app=\"$1\"\ngcloud run deploy \"$app\" \\\n  --image gcr.io/x/$app\n",
            "Makefile": "APP := mail\nship:\n\t@docker build -t acme/$(APP) services/$(APP)\n",
            "apps/web/package.json": #"{"name": "@acme/web", "scripts": {"ship": "vercel deploy --prod"}}"#,
        ]) { $1 }
        #expect(Self.found(files) == ["cloud-run apps/api 5", "built services/mail 6", "vercel apps/web 7"])
    }

    @Test func `a local workflow gets its inputs`() {
        let files = [
            ".github/workflows/main.yml":
                "on: push\njobs:\n  api:\n    uses: ./.github/workflows/ship.yml\n    with:\n      app: api\n",
            ".github/workflows/ship.yml": """
            on:
              workflow_call:
                inputs:
                  app: {type: string}
            jobs:
              ship:
                steps:
                  - run: flyctl deploy --config apps/${{ inputs.app }}/fly.toml

            """,
        ]
        #expect(Self.found(files) == ["fly apps/api 4"])
    }

    @Test func `pull requests are told apart`() {
        let files = Self.workflow("      - run: flyctl deploy -c apps/api/fly.toml\n", on: "pull_request")
        #expect(CIDeployments(in: Self.view(files)).all.map(\.isForPullRequests) == [true])
    }

    @Test(arguments: [
        (
            ".gitlab-ci.yml",
            "variables: {APP: api}\n.ship:\n  script:\n    - cd apps/$APP\n    - flyctl deploy\nship:\n  extends: .ship\n",
            "fly apps/api 5"
        ),
        (
            ".gitlab-ci.yml",
            "ship:\n  parallel:\n    matrix:\n      - APP: [mail]\n  script: docker build --push -t x/$APP services/$APP\n",
            "pushed services/mail 5"
        ),
        (
            ".circleci/config.yml",
            "jobs:\n  ship:\n    parameters: {app: {type: string}}\n    steps:\n      - run: fly deploy apps/<< parameters.app >>\n"
                + "workflows:\n  all:\n    jobs:\n      - ship: {app: api}\n",
            "fly apps/api 5"
        ),
        (
            "cloudbuild.yaml",
            "steps:\n- name: gcr.io/cloud-builders/docker\n  args: [build, -t, gcr.io/$PROJECT_ID/mail, services/mail]\n",
            "built services/mail 2"
        ),
        (
            "cloudbuild.yaml",
            "steps:\n- name: gcr.io/google.com/cloudsdktool/cloud-sdk\n  entrypoint: bash\n  args:\n  - -c\n  - |\n    gcloud run deploy api --source apps/api\n",
            "cloud-run apps/api 7"
        ),
        (
            "azure-pipelines.yml",
            "jobs:\n- job: ship\n  steps:\n  - script: fly deploy\n    workingDirectory: apps/api\n", "fly apps/api 4"
        ),
        (
            "bitbucket-pipelines.yml",
            "pipelines:\n  default:\n    - step:\n        script:\n          - cd apps/api\n          - fly deploy\n",
            "fly apps/api 6"
        ),
    ])
    func `other engines are read`(path: String, text: String, expected: String) {
        #expect(Self.found([path: text]) == [expected])
    }

    @Test func `a pipeline that cannot be read is a warning`() {
        let view = Self.view([".github/workflows/deploy.yml": "jobs: [\n"])
        #expect(CIDeployments(in: view).all.isEmpty)
        #expect(CIPipelines.warnings(in: view).map(\.severity) == [.warning])
    }
}
