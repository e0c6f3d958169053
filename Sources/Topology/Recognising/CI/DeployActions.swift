import Workspace

/// The actions, tasks, orbs and pipes that deploy, by name; each name's page in its marketplace lists the inputs.
enum DeployActions {
    /// What an action deploys or builds; nil where it does neither.
    static func deployment(
        _ action: String, _ inputs: ActionInputs, _ step: CIStep, _ files: DeployCommandReader
    ) -> CIDeployment? {
        let name = action.lowercased()
        if let build = image(name, inputs, step, files) { return build }
        if let command = command(name, inputs, step) {
            let folder = inputs["workingDirectory", "working-directory"].map { files.path($0, step) } ?? step.folder
            let inner = CIStep(
                .command(command), folder: folder, at: step.place, job: step.job,
                isForPullRequests: step.isForPullRequests)
            return files.deployments(of: inner).first
        }
        guard let row = hosts[name] else { return nil }
        let folder = row.folder.lazy.compactMap { inputs[$0] }.first.flatMap { files.path($0, step) }
        let file = row.file.lazy.compactMap { key in
            inputs.list(key).lazy.compactMap { files.fileOrFolder($0, step) }.first
        }.first
        return CIDeployment(
            .deploys(platform: row.platform), by: step, folder: folder,
            file: file ?? files.file(named: row.standardFiles, in: folder ?? "."),
            names: row.names.map { inputs[$0] }, images: row.images.flatMap { inputs.list($0) })
    }

    // MARK: Hosts

    private struct Row: Sendable {
        var platform: String
        var folder: [String] = []
        var file: [String] = []
        var names: [String] = []
        var images: [String] = []
        var standardFiles: [String] = []
    }

    private static let hosts: [String: Row] = [
        "amondnet/vercel-action": Row(
            platform: "vercel", folder: ["working-directory"], names: ["vercel-project-name"]),
        "cloudflare/pages-action": Row(
            platform: "cloudflare-workers", folder: ["workingDirectory", "directory"], names: ["projectName"]),
        "nwtgck/actions-netlify": Row(platform: "netlify", folder: ["publish-dir"]),
        "google-github-actions/deploy-cloudrun": Row(
            platform: "cloud-run", folder: ["source"], file: ["metadata"], names: ["service", "job"], images: ["image"]
        ),
        "google-github-actions/deploy-cloud-functions": Row(
            platform: "cloud-run", folder: ["source_dir", "source"], names: ["name"]),
        "google-github-actions/deploy-appengine": Row(
            platform: "app-engine", folder: ["working_directory"], file: ["deliverables"], standardFiles: ["app.yaml"]),
        "aws-actions/amazon-ecs-deploy-task-definition": Row(
            platform: "ecs", file: ["task-definition"], names: ["service"]),
        "aws-actions/amazon-ecs-render-task-definition": Row(
            platform: "ecs", file: ["task-definition"], names: ["container-name"], images: ["image"]),
        "aws-actions/aws-lambda-deploy": Row(
            platform: "lambda", folder: ["code-artifacts-dir"], names: ["function-name"]),
        "azure/webapps-deploy": Row(
            platform: "azure-app-service", folder: ["package"], names: ["app-name"], images: ["images"]),
        "azure/functions-action": Row(
            platform: "azure-app-service", folder: ["package"], names: ["app-name"]),
        "azure/container-apps-deploy-action": Row(
            platform: "azure-container-apps", folder: ["appSourcePath"], file: ["yamlConfigPath", "dockerfilePath"],
            names: ["containerAppName"], images: ["imageToDeploy"]),
        "azure/k8s-deploy": Row(platform: "kubernetes", file: ["manifests"], images: ["images"]),
        "akhileshns/heroku-deploy": Row(platform: "heroku", folder: ["appdir"], names: ["heroku_app_name"]),
        "digitalocean/app_action": Row(platform: "digitalocean", file: ["app_spec_location"], names: ["app_name"]),
        "digitalocean/app_action/deploy": Row(
            platform: "digitalocean", file: ["app_spec_location"], names: ["app_name"]),
        "bervproject/railway-deploy": Row(platform: "railway", names: ["service"]),
        "firebaseextended/action-hosting-deploy": Row(
            platform: "firebase", folder: ["entryPoint"], standardFiles: ["firebase.json"]),
        "azurewebapp": Row(platform: "azure-app-service", folder: ["package"], names: ["appName"]),
        "azurefunctionapp": Row(platform: "azure-app-service", folder: ["package"], names: ["appName"]),
        "azurecontainerapps": Row(
            platform: "azure-container-apps", folder: ["appSourcePath"], names: ["containerAppName"],
            images: ["imageToDeploy"]),
        "kubernetesmanifest": Row(platform: "kubernetes", file: ["manifests"], images: ["containers"]),
        "helmdeploy": Row(platform: "helm", file: ["chartPath"], names: ["releaseName"]),
        "aws-ecs/deploy_service_update": Row(platform: "ecs", names: ["service-name", "family"]),
        "gcp-cloud-run/deploy": Row(platform: "cloud-run", names: ["service-name"], images: ["image"]),
        "heroku/deploy-via-git": Row(platform: "heroku", names: ["app-name"]),
        "atlassian/aws-ecs-deploy": Row(platform: "ecs", file: ["TASK_DEFINITION"], names: ["SERVICE_NAME"]),
    ]

    // MARK: Actions that run a command

    private static func command(_ name: String, _ inputs: ActionInputs, _ step: CIStep) -> [String]? {
        switch name {
        case "superfly/flyctl-actions": return words("flyctl", inputs["args"])
        case "cloudflare/wrangler-action": return words("wrangler", inputs["command"] ?? "deploy")
        case "netlify/actions/cli": return words("netlify", inputs["args"])
        default: return nil
        }
    }

    private static func words(_ program: String, _ arguments: String?) -> [String]? {
        arguments.map { [program] + $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    }

    // MARK: Images

    private static let builders: Set<String> = [
        "docker/build-push-action", "depot/build-push-action", "redhat-actions/buildah-build",
        "mr-smithers-excellent/docker-build-push", "elgohr/publish-docker-github-action", "int128/kaniko-action",
        "useblacksmith/build-push-action", "docker", "aws-ecr/build_and_push_image", "docker/build", "docker/publish",
        "gcp-gcr/build-image", "azure-acr/build-and-push-image",
    ]

    /// A build; a workflow of another repository builds one where its inputs name a build context.
    private static func image(
        _ name: String, _ inputs: ActionInputs, _ step: CIStep, _ files: DeployCommandReader
    ) -> CIDeployment? {
        let isWorkflow = name.hasSuffix(".yml") || name.hasSuffix(".yaml")
        let mentions = name.contains("docker") || name.contains("image") || name.contains("build")
        let context = inputs[
            "context", "build-context", "buildContext", "workdir", "directory", "path", "docker-context"]
        guard builders.contains(name) || (isWorkflow && mentions && context != nil) else { return nil }
        let folder = files.path(context ?? ".", step)
        let file = inputs["file", "dockerfile", "containerfiles", "dockerfile-path"]
        let tags = inputs.list("tags") + inputs.list("images") + inputs.list("image-names")
        let images = [inputs["image", "repository", "repo", "image-name"]].compactMap(\.self) + tags
        let pushes = inputs["push"].map { $0 != "false" } ?? (name != "docker/build-push-action")
        return CIDeployment(
            .buildsImage(isPushed: pushes), by: step, folder: folder,
            file: files.file(file, step, or: folder), names: arguments(inputs), images: images)
    }

    private static func arguments(_ inputs: ActionInputs) -> [String] {
        let values = inputs.list("build-args").compactMap { argument in
            argument.firstIndex(of: "=").map { String(argument[argument.index(after: $0)...]) }
        }
        return values + [inputs["target"]].compactMap(\.self)
    }
}
