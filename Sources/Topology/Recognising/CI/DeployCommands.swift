import Workspace

/// The commands that deploy, by their first words.
///
/// Sources: the command references of flyctl (fly.io/docs/flyctl/deploy), wrangler
/// (developers.cloudflare.com/workers/wrangler/commands), vercel (vercel.com/docs/cli/deploy), netlify
/// (cli.netlify.com/commands/deploy), gcloud (cloud.google.com/sdk/gcloud/reference), aws
/// (docs.aws.amazon.com/cli/latest/reference), sam, serverless, cdk, sst, copilot, az
/// (learn.microsoft.com/cli/azure), azd, kubectl (kubernetes.io/docs/reference/kubectl), helm (helm.sh/docs/helm),
/// heroku (devcenter.heroku.com/articles/heroku-cli-commands), railway (docs.railway.com/reference/cli-api), doctl
/// (docs.digitalocean.com/reference/doctl), kamal (kamal-deploy.org/docs/commands), firebase
/// (firebase.google.com/docs/cli), docker (docs.docker.com/reference/cli/docker).
enum DeployCommands {
    /// One row.
    struct Row: Sendable {
        /// The words that a command begins with; alternatives are separated by `|`.
        let words: [String]
        /// What it deploys.
        let read: DeployCommandReader.Reading

        /// The words behind those of the row; nil where the command is another one. Options before a subcommand are
        /// stepped over.
        func rest(of command: [String]) -> [String]? {
            var rest = command[...]
            var skipped: [String] = []
            for (index, word) in words.enumerated() {
                while index > 0, let next = rest.first, next.hasPrefix("-"), skipped.count < 8 {
                    skipped.append(next)
                    rest = rest.dropFirst()
                    if DeployCommands.valued.contains(next), let value = rest.popFirst() { skipped.append(value) }
                }
                guard let next = rest.popFirst(), word.split(separator: "|").contains(where: { $0 == next }) else {
                    return nil
                }
            }
            return skipped + rest
        }
    }

    /// Options that take a value and are written before or behind operands.
    static let valued: Set<String> = [
        "-a", "--app", "-c", "--config", "--cwd", "-f", "--file", "-n", "--name", "--namespace", "-p", "--project",
        "--region", "-r", "-t", "--tag", "--target", "-o", "--output", "-e", "--env", "--stage", "-s", "--service",
        "--site", "--auth", "--dir", "-d", "--image", "--platform", "--profile", "--token", "--scope", "--build-arg",
        "--build-context", "--cache-from", "--cache-to", "--label", "--secret", "--ssh", "--context", "--kubeconfig",
        "--values", "--set", "--set-string", "--set-file", "--version", "--timeout", "--project-name", "--branch",
        "--dockerfile", "--message", "-m", "--prod-if-flagged", "--resource-group", "-g", "--source", "--spec",
        "--environment", "--cluster", "-l", "--builder", "-b", "--driver", "--iidfile", "--network", "--progress",
        "--chdir", "--local-config", "-A", "--only", "-P", "--account", "--vm-size", "--strategy", "--filter",
    ]

    /// All rows; the first that fits counts.
    static let all: [Row] = hosted + google + amazon + azure + cluster + images

    // MARK: Hosts

    private static let hosted: [Row] = [
        Row(words: ["fly|flyctl", "deploy"]) { options, step, files in
            let target = options.operands(except: valued).first
            let folder = files.path(target ?? ".", step)
            let file = files.file(options.value("-c", "--config"), step, or: folder)
            return CIDeployment(
                .deploys(platform: "fly"), by: step, folder: folder,
                file: file ?? files.file(named: ["fly.toml"], in: folder), names: [options.value("-a", "--app")],
                images: [options.value("-i", "--image")])
        },
        Row(words: ["wrangler", "deploy|publish"]) { wrangler($0, $1, $2) },
        Row(words: ["wrangler", "versions", "upload|deploy"]) { wrangler($0, $1, $2) },
        Row(words: ["wrangler", "pages", "deploy|publish"]) { options, step, files in
            var found = wrangler(options, step, files)
            let folder = options.operands(except: valued).first.flatMap { files.path($0, step) }
            found.folder = folder ?? found.folder
            found.names = [options.value("--project-name")].compactMap(\.self)
            return found
        },
        Row(words: ["vercel|vc"]) { options, step, files in
            let operands = options.operands(except: valued)
            guard let first = operands.first ?? (options.has("--prod", "--prebuilt") ? "deploy" : nil) else {
                return nil
            }
            let isFolder = files.fileOrFolder(first, step) != nil && first != "build"
            guard first == "deploy" || isFolder else { return nil }
            let folder = files.path(options.value("--cwd") ?? operands.first { $0 != "deploy" } ?? ".", step)
            return CIDeployment(
                .deploys(platform: "vercel"), by: step, folder: folder,
                file: files.file(named: ["vercel.json", "vercel.ts"], in: folder))
        },
        Row(words: ["netlify|ntl", "deploy"]) { options, step, files in
            let folder = files.path(options.value("--cwd", "--dir", "-d") ?? ".", step)
            return CIDeployment(
                .deploys(platform: "netlify"), by: step, folder: folder, names: [options.value("--filter")])
        },
        Row(words: ["railway", "up"]) { options, step, files in
            let folder = files.path(options.operands(except: valued).first ?? ".", step)
            return CIDeployment(
                .deploys(platform: "railway"), by: step, folder: folder, names: [options.value("-s", "--service")])
        },
        Row(words: ["heroku", "container:push|container:release"]) { options, step, _ in
            CIDeployment(
                .deploys(platform: "heroku"), by: step, folder: step.folder, names: [options.value("-a", "--app")])
        },
        Row(words: ["git", "subtree", "push"]) { options, step, files in
            guard let remote = options.operands(except: ["--prefix", "-P"]).first,
                let platform = remotePlatform(remote)
            else { return nil }
            return CIDeployment(
                .deploys(platform: platform), by: step, folder: files.path(options.value("--prefix", "-P"), step))
        },
        Row(words: ["git", "push"]) { options, step, _ in
            guard let remote = options.operands(except: ["-o"]).first, let platform = remotePlatform(remote) else {
                return nil
            }
            return CIDeployment(.deploys(platform: platform), by: step, names: [RelativePath.baseName(of: remote)])
        },
        Row(words: ["doctl", "apps", "create|update|propose"]) { options, step, files in
            guard let spec = files.file(options.value("--spec"), step) else { return nil }
            return CIDeployment(.deploys(platform: "digitalocean"), by: step, file: spec)
        },
        Row(words: ["kamal", "deploy|redeploy|setup"]) { options, step, files in
            let file = files.file(options.value("-c", "--config-file") ?? "config/deploy.yml", step)
            return CIDeployment(.deploys(platform: "kamal"), by: step, folder: step.folder, file: file)
        },
        Row(words: ["firebase", "deploy"]) { options, step, files in
            let file = options.value("-c", "--config") ?? "firebase.json"
            return CIDeployment(
                .deploys(platform: "firebase"), by: step, folder: step.folder, file: files.file(file, step))
        },
    ]

    private static func wrangler(
        _ options: CommandOptions, _ step: CIStep, _ files: DeployCommandReader
    ) -> CIDeployment {
        let folder = files.path(options.value("--cwd") ?? ".", step)
        let own = files.file(named: ["wrangler.json", "wrangler.jsonc", "wrangler.toml"], in: folder)
        return CIDeployment(
            .deploys(platform: "cloudflare-workers"), by: step, folder: folder,
            file: files.file(options.value("-c", "--config"), step, or: folder) ?? own,
            names: [options.value("--name")])
    }

    private static func remotePlatform(_ remote: String) -> String? {
        if remote == "heroku" || remote.contains("heroku.com") { return "heroku" }
        return remote == "dokku" || remote.hasPrefix("dokku@") || remote.contains("//dokku@") ? "dokku" : nil
    }
}
