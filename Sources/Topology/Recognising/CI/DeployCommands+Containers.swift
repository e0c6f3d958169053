import Workspace

extension DeployCommands {
    /// Kubernetes.
    static let cluster: [Row] = [
        Row(words: ["kubectl|oc", "apply|create|replace"]) { options, step, files in
            let written = options.value("-f", "--filename") ?? options.value("-k", "--kustomize")
            guard let path = files.fileOrFolder(written, step) else { return nil }
            return CIDeployment(.deploys(platform: "kubernetes"), by: step, file: path)
        },
        Row(words: ["kubectl|oc", "set", "image"]) { options, step, _ in
            let operands = options.operands(except: valued)
            let images = operands.compactMap { operand in
                operand.firstIndex(of: "=").map { String(operand[operand.index(after: $0)...]) }
            }
            return CIDeployment(
                .deploys(platform: "kubernetes"), by: step, names: workloads(operands.filter { !$0.contains("=") }),
                images: images)
        },
        Row(words: ["kubectl|oc", "rollout", "restart"]) { options, step, _ in
            let names = workloads(options.operands(except: valued))
            return CIDeployment(.deploys(platform: "kubernetes"), by: step, names: names)
        },
        Row(words: ["kustomize", "edit", "set", "image"]) { options, step, _ in
            let images = options.operands(except: []).map { operand in
                operand.firstIndex(of: "=").map { String(operand[operand.index(after: $0)...]) } ?? operand
            }
            return CIDeployment(.deploys(platform: "kubernetes"), by: step, file: step.folder, images: images)
        },
        Row(words: ["kustomize", "build"]) { options, step, files in
            files.fileOrFolder(options.operands(except: valued).first ?? ".", step).map {
                CIDeployment(.deploys(platform: "kubernetes"), by: step, file: $0)
            }
        },
        Row(words: ["helm", "upgrade|install"]) { options, step, files in
            let operands = options.operands(except: valued)
            guard operands.count >= 2 else { return nil }
            let set = options.values(["--set", "--set-string"]).flatMap { $0.split(separator: ",") }
            let image = set.first { $0.hasPrefix("image.repository=") }.map { String($0.dropFirst(17)) }
            let values = options.values(["-f", "--values"]).lazy.compactMap { files.file($0, step) }.first
            return CIDeployment(
                .deploys(platform: "helm"), by: step, folder: values.map { RelativePath.folder(of: $0) },
                file: files.fileOrFolder(operands[1], step), names: [operands[0]], images: [image])
        },
    ]

    /// `deployment/api`, `deploy api`.
    private static func workloads(_ operands: [String]) -> [String] {
        let kinds: Set<String> = ["deployment", "deployments", "deploy", "statefulset", "sts", "daemonset", "ds"]
        return operands.filter { !kinds.contains($0) }.map { RelativePath.baseName(of: $0) }
    }

    /// Builds of images.
    static let images: [Row] = [
        Row(words: ["docker|podman|buildah|nerdctl", "build|bud"]) { image($0, $1, $2) },
        Row(words: ["docker", "buildx|image|builder", "build"]) { image($0, $1, $2) },
        Row(words: ["depot", "build"]) { image($0, $1, $2) },
        Row(words: ["kaniko|/kaniko/executor"]) { options, step, files in
            let context = options.value("--context", "-c").map { $0.replacing("dir://", with: "") }
            let folder = files.path(context ?? ".", step)
            return CIDeployment(
                .buildsImage(isPushed: !options.has("--no-push")), by: step, folder: folder,
                file: files.file(options.value("--dockerfile", "-f"), step, or: folder),
                names: arguments(options), images: options.values(["--destination", "-d"]))
        },
        Row(words: ["pack", "build"]) { options, step, files in
            CIDeployment(
                .buildsImage(isPushed: options.has("--publish")), by: step,
                folder: files.path(options.value("-p", "--path") ?? ".", step),
                images: [options.operands(except: valued.union(["--path"])).first])
        },
        Row(words: ["ko", "build|apply|publish|resolve"]) { options, step, files in
            let folder = options.operands(except: valued).first.flatMap { files.fileOrFolder($0, step) }
            return folder.map { CIDeployment(.buildsImage(isPushed: true), by: step, folder: $0) }
        },
    ]

    private static func image(
        _ options: CommandOptions, _ step: CIStep, _ files: DeployCommandReader
    ) -> CIDeployment? {
        guard let operand = options.operands(except: valued).last else { return nil }
        let folder = files.path(operand, step)
        let isPushed =
            options.has("--push")
            || options.values(["--output", "-o"]).contains { $0.contains("type=registry") || $0.contains("push=true") }
        return CIDeployment(
            .buildsImage(isPushed: isPushed), by: step, folder: folder,
            file: files.file(options.value("-f", "--file"), step, or: folder), names: arguments(options),
            images: options.values(["-t", "--tag"]))
    }

    /// The target and the values of build arguments, which may name the package that one Dockerfile builds among many.
    private static func arguments(_ options: CommandOptions) -> [String] {
        let values = options.values(["--build-arg"]).compactMap { argument in
            argument.firstIndex(of: "=").map { String(argument[argument.index(after: $0)...]) }
        }
        return values + options.values(["--target"])
    }
}
