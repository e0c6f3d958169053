import Topology
import Workspace

/// The client programs of an engine, run from its image: for validation where this machine's own are missing or older
/// than the server.
struct ContainerClient: Sendable {
    /// A folder with one program for each of the client's, to be put in front of the search path.
    let folder: String
    /// The image that they come from, such as `postgres:18`.
    let image: String

    /// How long the first start may take, with the download of the image.
    private static let firstLimit: Duration = .seconds(300)
    /// What leads the `docker` client to its engine.
    private static let dockerVariables: [String] = [
        "DOCKER_CERT_PATH", "DOCKER_CONFIG", "DOCKER_CONTEXT", "DOCKER_HOST", "DOCKER_TLS_VERIFY", "HOME",
    ]

    /// Writes the programs of a database's client; nil where the engine has none, where no container engine answers,
    /// or where the image is not to be had.
    static func make(
        for target: BackupTarget, in started: StartedUnit, catalogue: Catalogue
    ) async throws(Diagnostic) -> ContainerClient? {
        let tools = ToolLocator(searchPath: started.userVariables["PATH"] ?? UserEnvironment.defaultSearchPath)
        guard let client = target.recipe.client, let first = client.programs.first,
            let docker = tools.path(of: "docker"),
            let server = catalogue.datastore(target.component.engine)?.container(version: target.component.version)
        else { return nil }
        let words = ["run", "--rm", "--entrypoint", first, server.image, "--version"]
        let command = ToolCommand(
            docker, words, in: started.temporary, environment: started.userVariables, timeLimit: firstLimit)
        guard (try? await started.runner.run(command))?.isSuccess == true else { return nil }
        let folder = try FileSystemAccess.makeTemporaryFolder(in: started.temporary, prefix: "client-")
        for program in client.programs {
            let text = script(program, client, docker: docker, image: server.image, in: started)
            try FileSystemAccess.write(Array(text.utf8), to: "\(folder)/\(program)", mode: 0o755)
        }
        return ContainerClient(folder: folder, image: server.image)
    }

    /// A program that runs its namesake in the image, over this machine's own network, on the same files under the same
    /// paths and as the same user. A variable is passed on by its name, so that its value is on no command line.
    private static func script(
        _ program: String, _ client: BackupClient, docker: String, image: String, in started: StartedUnit
    ) -> String {
        let settings = dockerVariables.compactMap { name in
            started.userVariables[name].map { "\(name)=\(ShellText.quoted($0))" }
        }
        let volumes = [started.tree, started.temporary].map { "--volume \(ShellText.quoted("\($0):\($0)"))" }
        let options = volumes + client.variables.map { "--env \($0)" }
        return """
            #!/bin/sh
            # \(ShellText.comment(program)) of the image \(ShellText.comment(image)), for the time of a validation.
            folder=$PWD
            case ${BACKUP_DIR-} in /*) set -- --volume "$BACKUP_DIR:$BACKUP_DIR" \(words(program, image)) "$@" ;;
            *) set -- \(words(program, image)) "$@" ;;
            esac
            \((settings + [ShellText.quoted(docker)]).joined(separator: " ")) run --rm --interactive \\
                --network host --security-opt label=disable \\
                --user "$(id -u):$(id -g)" --workdir "$folder" \(options.joined(separator: " ")) "$@"

            """
    }

    private static func words(_ program: String, _ image: String) -> String {
        "--entrypoint \(ShellText.quoted(program)) \(ShellText.quoted(image))"
    }
}

extension BackupProbe {
    /// A probe whose client fits the server: this machine's own, else that of the engine's image. Where neither does,
    /// the checks of this machine's own say what to install.
    ///
    /// - Throws: Where the storage cannot be made, or no shell can be started.
    static func fitting(
        _ layout: BackupLayout, in started: StartedUnit, catalogue: Catalogue
    ) async throws(Diagnostic) -> BackupProbe {
        let own = try BackupProbe(layout, in: started, catalogue: catalogue)
        if layout.target.recipe.client == nil { return own }
        if try await own.checkClient().isSuccess { return own }
        guard let client = try await ContainerClient.make(for: layout.target, in: started, catalogue: catalogue)
        else { return own }
        let other = try BackupProbe(layout, in: started, catalogue: catalogue, client: client)
        return try await other.checkClient().isSuccess ? other : own
    }
}
