import Workspace

extension DeployCommands {
    /// Google Cloud.
    static let google: [Row] = [
        Row(words: ["gcloud", "run", "deploy"]) { cloudRun($0, $1, $2) },
        Row(words: ["gcloud", "run", "services", "update|replace"]) { cloudRun($0, $1, $2) },
        Row(words: ["gcloud", "run", "jobs", "deploy|update|create|replace"]) { cloudRun($0, $1, $2) },
        Row(words: ["gcloud", "app", "deploy"]) { options, step, files in
            let operand = options.operands(except: valued).first
            return CIDeployment(
                .deploys(platform: "app-engine"), by: step, folder: step.folder,
                file: files.file(operand ?? "app.yaml", step))
        },
        Row(words: ["gcloud", "functions", "deploy"]) { options, step, files in
            CIDeployment(
                .deploys(platform: "cloud-run"), by: step,
                folder: files.path(options.value("--source") ?? ".", step),
                names: [options.operands(except: valued).first])
        },
        Row(words: ["gcloud", "builds", "submit"]) { options, step, files in
            guard let image = options.value("-t", "--tag", "--pack") else { return nil }
            let operand = options.operands(except: valued.union(["--pack", "--substitutions"])).first
            return CIDeployment(
                .buildsImage(isPushed: true), by: step, folder: files.path(operand ?? ".", step), images: [image])
        },
    ]

    private static func cloudRun(
        _ options: CommandOptions, _ step: CIStep, _ files: DeployCommandReader
    ) -> CIDeployment {
        let operand = options.operands(except: valued).first
        let source = options.value("--source").flatMap { files.path($0, step) }
        let file = files.file(operand, step) ?? files.file(named: ["Dockerfile"], in: source)
        return CIDeployment(
            .deploys(platform: "cloud-run"), by: step, folder: source, file: file,
            names: [operand],
            images: [options.value("--image")])
    }

    /// Amazon Web Services.
    static let amazon: [Row] = [
        Row(words: ["aws", "ecs", "update-service"]) { options, step, _ in
            CIDeployment(
                .deploys(platform: "ecs"), by: step,
                names: [
                    options.value("--service"),
                    options.value("--task-definition").map { String($0.prefix { $0 != ":" }) },
                ])
        },
        Row(words: ["aws", "ecs", "register-task-definition"]) { options, step, files in
            guard let file = local(options.value("--cli-input-json"), step, files) else { return nil }
            return CIDeployment(.deploys(platform: "ecs"), by: step, file: file)
        },
        Row(words: ["ecs-deploy|ecs", "deploy"]) { options, step, _ in
            CIDeployment(
                .deploys(platform: "ecs"), by: step, names: options.operands(except: valued).map { $0 },
                images: [options.value("-i", "--image")])
        },
        Row(words: ["copilot", "deploy"]) { copilot($0, $1, $2) },
        Row(words: ["copilot", "svc|job", "deploy"]) { copilot($0, $1, $2) },
        Row(words: ["aws", "lambda", "update-function-code"]) { options, step, files in
            CIDeployment(
                .deploys(platform: "lambda"), by: step,
                folder: local(options.value("--zip-file"), step, files).map { RelativePath.folder(of: $0) },
                names: [options.value("--function-name")], images: [options.value("--image-uri")])
        },
        Row(words: ["sam", "deploy"]) { options, step, files in
            template(
                options.value("-t", "--template", "--template-file"), ["template.yaml", "template.yml"], step, files)
        },
        Row(words: ["serverless|sls", "deploy"]) { options, step, files in
            template(
                options.value("-c", "--config"), ["serverless.yml", "serverless.yaml", "serverless.ts"], step, files)
        },
        Row(words: ["cdk", "deploy"]) { _, step, files in template(nil, ["cdk.json"], step, files) },
        Row(words: ["sst", "deploy"]) { _, step, files in
            template(nil, ["sst.config.ts", "sst.config.js", "sst.json"], step, files)
        },
    ]

    private static func copilot(
        _ options: CommandOptions, _ step: CIStep, _ files: DeployCommandReader
    ) -> CIDeployment {
        let name = options.value("-n", "--name")
        let file = name.flatMap { files.file("copilot/\($0)/manifest.yml", step) }
        return CIDeployment(.deploys(platform: "copilot"), by: step, file: file, names: [name])
    }

    private static func template(
        _ given: String?, _ names: [String], _ step: CIStep, _ files: DeployCommandReader
    ) -> CIDeployment {
        CIDeployment(
            .deploys(platform: "lambda"), by: step, folder: step.folder,
            file: files.file(given, step) ?? files.file(named: names, in: step.folder))
    }

    /// `file://x` and `fileb://x` of the aws command.
    private static func local(_ text: String?, _ step: CIStep, _ files: DeployCommandReader) -> String? {
        guard let text, let scheme = text.firstRange(of: "://") else { return nil }
        return files.path(String(text[scheme.upperBound...]), step)
    }

    /// Microsoft Azure.
    static let azure: [Row] = [
        Row(words: ["az", "containerapp", "up|update|create"]) { options, step, files in
            CIDeployment(
                .deploys(platform: "azure-container-apps"), by: step,
                folder: options.value("--source").flatMap { files.path($0, step) },
                file: files.file(options.value("--yaml"), step), names: [options.value("-n", "--name")],
                images: [options.value("-i", "--image")])
        },
        Row(words: ["az", "webapp", "up|deploy"]) { appService($0, $1, $2) },
        Row(words: ["az", "webapp", "deployment", "source", "config-zip"]) { appService($0, $1, $2) },
        Row(words: ["az", "webapp", "config", "container", "set"]) { appService($0, $1, $2) },
        Row(words: ["az", "functionapp", "deploy"]) { appService($0, $1, $2) },
        Row(words: ["az", "functionapp", "deployment", "source", "config-zip"]) { appService($0, $1, $2) },
        Row(words: ["func", "azure", "functionapp", "publish"]) { options, step, _ in
            CIDeployment(
                .deploys(platform: "azure-app-service"), by: step, folder: step.folder,
                names: [options.operands(except: valued).first])
        },
        Row(words: ["azd", "deploy"]) { options, step, _ in
            options.operands(except: valued).first.map {
                CIDeployment(.deploys(platform: "azure-container-apps"), by: step, names: [$0])
            }
        },
        Row(words: ["az", "acr", "build"]) { options, step, files in
            CIDeployment(
                .buildsImage(isPushed: true), by: step,
                folder: options.operands(except: valued.union(["--registry"])).first.flatMap { files.path($0, step) },
                file: files.file(options.value("-f", "--file"), step), images: [options.value("-t", "--image")])
        },
    ]

    private static func appService(
        _ options: CommandOptions, _ step: CIStep, _ files: DeployCommandReader
    ) -> CIDeployment {
        let source = options.value("--src", "--src-path").flatMap { files.path($0, step) }
        return CIDeployment(
            .deploys(platform: "azure-app-service"), by: step, folder: source ?? step.folder,
            names: [options.value("-n", "--name")],
            images: [options.value("--docker-custom-image-name", "--container-image-name", "-i")])
    }
}
