import Workspace

/// Something that starts the package: a Procfile, a Dockerfile with a command, a start script.
struct RecipeRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard question.framework?.type.isDeployable ?? false else { return program(question) }
        guard let place = StartCommand(question).place else { return [] }
        return [RoleSign(nil, deploys: true, .recipe, "something starts it", at: place)]
    }

    /// Without a framework the image has to run a program of the package, and nobody may import that.
    private func program(_ question: RoleQuestion) -> [RoleSign] {
        guard let image = question.image, let place = image.commandPlace, !question.isNamed,
            !question.isBuiltToBeImported, !isPlainFolder(question)
        else { return [] }
        if let port = image.port {
            return signs(.service, "its image runs a server", at: port.place)
        }
        if question.node?.script("start") != nil || GoProgramRule.main(question) != nil && !isCommand(question) {
            return signs(.service, "its image runs it", at: place)
        }
        guard question.publication == nil, runsFile(image) else { return [] }
        return signs(.worker, "its image runs it", at: place)
    }

    /// That it runs is sure; as what, only guessed from how.
    private func signs(_ type: PackageType, _ reason: String, at place: FilePlace) -> [RoleSign] {
        [
            RoleSign(nil, deploys: true, .recipe, reason, at: place),
            RoleSign(type, deploys: nil, .custom, reason, at: place),
        ]
    }

    /// Libraries of command lines: without a port such a program is for people.
    private func isCommand(_ question: RoleQuestion) -> Bool {
        question.dependency(
            ["github.com/spf13/cobra", "github.com/urfave/cli/v2", "github.com/alecthomas/kong"], in: .go) != nil
    }

    /// Whether the image's command hands a file of the package to its runtime, and is no test.
    private func runsFile(_ image: ImageRecipe) -> Bool {
        let words = (image.entryPoint?.words ?? []) + (image.command?.words ?? [])
        guard let first = words.first.map({ RelativePath.baseName(of: $0) }),
            ["python", "python3", "node", "java", "dotnet", "ruby", "php", "bun"].contains(first)
        else { return false }
        return words.count > 1 && !words.contains { $0.contains("test") }
    }

    private func isPlainFolder(_ question: RoleQuestion) -> Bool {
        let claims = question.contents.claims
        return !claims.isEmpty && claims.allSatisfy { $0.kind == "folder" }
    }
}

/// What starts a package, where that is written down: not what a framework does by custom.
struct StartCommand: Sendable {
    /// Where it stands; nil where nothing is written.
    let place: FilePlace?

    /// Programs that make files rather than serve.
    private static let builders: Set<String> = [
        "tsc", "tsup", "rollup", "unbuild", "webpack", "esbuild", "swc", "microbundle", "tsdown", "bunchee", "babel",
        "parcel", "storybook", "start-storybook", "jest", "vitest", "rimraf", "echo", "tailwindcss",
    ]

    /// Looks in the places that say so, the surest first.
    init(_ question: RoleQuestion) {
        place =
            question.first(of: ["Procfile"]) ?? Self.image(question) ?? Self.script(question)
            ?? question.candidate.platforms.first { $0.match.start != nil }?.match.evidence.first?.place
    }

    /// An image without a command of its own runs that of its base.
    private static func image(_ question: RoleQuestion) -> FilePlace? {
        question.image.map { $0.commandPlace ?? question.place("Dockerfile") }
    }

    /// Programs that serve a front end in production; others show it to whoever writes it.
    private static let servers: Set<String> = [
        "next", "node", "nuxt", "nuxi", "remix-serve", "react-router-serve", "bun", "tsx", "pm2", "deno", "astro",
    ]

    private static func script(_ question: RoleQuestion) -> FilePlace? {
        if question.framework?.type == .frontend {
            let script = ["start:prod", "start"].lazy.compactMap { question.node?.script($0) }.first { script in
                script.command.split(separator: " ").contains { servers.contains(String($0)) }
            }
            return script?.place
        }
        for name in ["start:prod", "start:production", "start", "serve", "dev"] {
            guard let script = question.node?.script(name), !isBuild(script.command) else { continue }
            return script.place
        }
        return nil
    }

    /// Whether every command of a line only makes files.
    static func isBuild(_ command: String) -> Bool {
        let parts = command.replacing("&&", with: ";").split { $0 == ";" || $0 == "|" || $0 == "&" }
        return parts.allSatisfy { part in
            let words = part.split(separator: " ").drop { $0.contains("=") || $0 == "cross-env" || $0 == "dotenv" }
            guard let first = words.first else { return true }
            return builders.contains(RelativePath.baseName(of: String(first)))
        }
    }
}
