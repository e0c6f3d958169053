package import Workspace

/// What a Dockerfile says about how its image runs (docs.docker.com, "Dockerfile reference"): the final stage's command
/// and ports, and everything that it copies from the build context.
package struct ImageRecipe: Sendable {
    /// A command with its line.
    package struct Fact: Sendable {
        /// The words of an exec form; those of a shell form, split at spaces, without a leading `exec`.
        package var words: [String]
        /// Where it stands.
        package var place: FilePlace
    }

    private let file: Dockerfile

    /// Programs that a developer's machine has too; anything else is only in the image.
    private static let programs: Set<String> = [
        "node", "npm", "npx", "pnpm", "yarn", "bun", "deno", "next", "python", "python3", "uv", "poetry", "pipenv",
        "uvicorn", "gunicorn", "hypercorn", "granian", "daphne", "waitress-serve", "fastapi", "flask", "celery",
        "streamlit", "litestar", "java", "dotnet", "ruby", "bundle", "rails", "puma", "rackup", "php", "mix", "go",
        "cargo", "swift",
    ]

    /// Reads the Dockerfile at a path; nil where there is none that can be read.
    package init?(_ path: String, _ files: RepositoryFiles) {
        guard files.contains(path), let bytes = files.contents(path) else { return nil }
        do throws(Diagnostic) {
            file = try DockerfileParser.parse(bytes, path: path)
        } catch {
            // A Dockerfile that cannot be read says nothing; whoever builds it is told so by Docker.
            return nil
        }
    }

    /// The image that the final stage is made from, stages of the file followed.
    package var base: String? {
        var stage = file.finalStage
        var seen = 0
        while let current = stage, let parent = file.stages.first(where: { $0.name == current.image }),
            seen < file.stages.count
        {
            stage = parent
            seen += 1
        }
        return stage?.image
    }

    /// `CMD` of the final stage.
    package var command: Fact? { fact("CMD", file.command) }

    /// `ENTRYPOINT` of the final stage.
    package var entryPoint: Fact? { fact("ENTRYPOINT", file.entrypoint) }

    /// Where the final stage says what runs; nil where it does not.
    package var commandPlace: FilePlace? { (command ?? entryPoint)?.place }

    /// The first port that the final stage exposes.
    package var port: (number: Int, place: FilePlace)? {
        guard let number = file.exposedPorts.first, let instruction = instruction("EXPOSE") else { return nil }
        return (number, file.place(of: instruction))
    }

    /// The command as a person would type it in the package's folder; nil where it only makes sense in the image.
    package var typedCommand: (text: String, place: FilePlace)? {
        guard let place = commandPlace else { return nil }
        let words = (entryPoint?.words ?? []) + (command?.words ?? [])
        guard let first = words.first, Self.programs.contains(first), !words.contains(where: { $0.hasPrefix("/") })
        else { return nil }
        return (words.joined(separator: " "), place)
    }

    /// Sources of `COPY` and `ADD` from the context, in all stages, in the form of `RelativePath.normal`.
    package var copied: [(paths: [String], place: FilePlace)] {
        file.stages.flatMap(\.instructions).compactMap { instruction in
            guard ["COPY", "ADD"].contains(instruction.keyword), instruction.flag("from") == nil else { return nil }
            let words = instruction.execForm ?? instruction.arguments.split { $0.isWhitespace }.map(String.init)
            let paths = words.dropLast().compactMap { RelativePath.normal(String($0.drop { $0 == "/" })) }
            return (paths, file.place(of: instruction))
        }
    }

    private func instruction(_ keyword: String) -> DockerfileInstruction? {
        file.finalInstructions.last { $0.keyword == keyword }
    }

    private func fact(_ keyword: String, _ command: DockerfileCommand?) -> Fact? {
        guard let command, let instruction = instruction(keyword) else { return nil }
        return Fact(words: Self.words(command), place: file.place(of: instruction))
    }

    private static func words(_ command: DockerfileCommand) -> [String] {
        switch command {
        case .exec(let words): words
        case .shell(let line):
            (line.hasPrefix("exec ") ? line.dropFirst("exec ".count) : line[...]).split { $0.isWhitespace }
                .map(String.init)
        }
    }
}
