import Workspace

/// Google Cloud Build (docs.cloud.google.com/build/docs/build-config-file-schema): `steps` with the program that the
/// builder's image starts, and `substitutions`.
struct CloudBuildPipeline: PipelineReader {
    /// Images whose program is another word than their name.
    private static let programs: [String: String] = [
        "cloud-sdk": "gcloud", "executor": "kaniko", "google-cloud-cli": "gcloud", "gke-deploy": "gke-deploy",
        "build": "docker",
    ]

    func files(in repository: RepositoryView) -> [String] {
        repository.yamlFiles.filter { RelativePath.baseName(of: $0).hasPrefix("cloudbuild") }
    }

    func steps(of document: Document, _ calls: CICalls) -> [CIStep] {
        var variables: [String: String] = [:]
        for member in document.root["substitutions"]?.members ?? [] {
            variables[member.key] = member.value.scalarText
        }
        return (document.root["steps"]?.elements ?? []).flatMap { step -> [CIStep] in
            let folder = RepositoryPath.resolve(step["dir"]?.string ?? ".", from: ".")
            if let script = step["script"] {
                return PipelineScript([script], in: document).steps(
                    folder: folder, variables: variables, job: document.path, isForPullRequests: false, calls)
            }
            return command(step, document).steps(
                folder: folder, variables: variables, job: document.path, isForPullRequests: false, calls)
        }
    }

    /// The program and its arguments as a script: `bash -c` gives its own.
    private func command(_ step: DocumentNode, _ document: Document) -> PipelineScript {
        let arguments = step["args"]?.elements ?? []
        let words = arguments.compactMap(\.scalarText)
        let entryPoint = step["entrypoint"]?.string
        if let shell = entryPoint, ["bash", "sh", "/bin/bash", "/bin/sh"].contains(shell),
            let flag = words.firstIndex(where: { $0.hasPrefix("-") && $0.hasSuffix("c") }),
            arguments.indices.contains(flag + 1)
        {
            // Cloud Build writes `$$` for the shell's `$`.
            return PipelineScript([arguments[flag + 1]], in: document) { $0.replacing("$$", with: "$") }
        }
        let image = RelativePath.baseName(of: String((step["name"]?.string ?? "").prefix { $0 != ":" && $0 != "@" }))
        let program = entryPoint ?? Self.programs[image] ?? image
        let line = ([program] + words).map { Self.quoted($0) }.joined(separator: " ")
        return PipelineScript(line: line, at: document.place(of: step))
    }

    private static func quoted(_ word: String) -> String {
        "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
