import Workspace

/// What a package is where neither a framework nor a platform says so: from its manifest and its entry points.
struct RoleWithoutFramework: Sendable {
    /// The package.
    let candidate: PackageCandidate
    /// Edges from both ends.
    let edges: DependencyEdges

    /// The role that its own files show; nil where they show none, which makes it a library.
    var role: PackageRole? {
        guard !SourceRole.isAside(candidate.contents.path + "/package") else { return decide(.tooling, nil) }
        return containerRole ?? goRole ?? nxRole ?? nodeRole ?? pythonRole
    }

    private var contents: PackageContents { candidate.contents }

    private var isImported: Bool { !(edges.consumers[contents.path] ?? []).isEmpty }

    /// A folder that is a package by its Dockerfile alone does something once: seeds, jobs, tools.
    private var containerRole: PackageRole? {
        guard let claim = contents.claims.first, contents.claims.allSatisfy({ $0.kind == "folder" }) else { return nil }
        return decide(.tooling, claim.manifest)
    }

    private var goRole: PackageRole? {
        guard contents.claims.contains(where: { $0.language == "go" }) else { return nil }
        guard let main = mainFile else { return nil }
        if let image = ImageRecipe(ManifestStore.path("Dockerfile", in: contents.path), contents.files),
            let place = image.commandPlace
        {
            return decide(.service, place)
        }
        return decide(.cli, main)
    }

    /// The first file of `package main` that has a `main` function.
    private var mainFile: FilePlace? {
        for path in contents.sources(withExtensions: ["go"]) {
            guard let text = contents.files.text(path) else { continue }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            guard lines.contains(where: { $0.hasPrefix("package main") }),
                let index = lines.firstIndex(where: { $0.hasPrefix("func main()") })
            else { continue }
            return FilePlace(path, line: index + 1)
        }
        return nil
    }

    /// An application of an Nx workspace with a page is a front end, and one with nothing but tests of another is a
    /// tool (nx.dev, "Project Configuration": `projectType`).
    private var nxRole: PackageRole? {
        guard let nx = NxProjectFacts(contents) else { return nil }
        if nx.isLibrary { return decide(.library, nil) }
        let isTest = ["cypress.config", "playwright.config"].contains { name in
            contents.has("\(name).ts") || contents.has("\(name).js") || contents.has("\(name).mts")
        }
        // What depends on an application are its tests.
        guard nx.isApplication else { return isTest ? decide(.tooling, nil) : nil }
        if ["index.html", "src/index.html", "public/index.html"].contains(where: contents.has) {
            return decide(.frontend, contents.repositoryPath("project.json").map { FilePlace($0, line: 1) })
        }
        return isTest || contents.path.hasSuffix("-e2e") ? decide(.tooling, nil) : nil
    }

    private var nodeRole: PackageRole? {
        guard let manifest = contents.nodeManifest else { return nil }
        if let build = manifest.script("build"), !isImported, !contents.isImportable,
            contents.has("index.html") || contents.has("public/index.html")
        {
            return decide(.frontend, build.place)
        }
        if let start = manifest.script("start"), contents.has("Dockerfile"), !isImported {
            return decide(.service, start.place)
        }
        guard !manifest.commands.isEmpty, !isImported else { return nil }
        return decide(.cli, manifest.place)
    }

    private var pythonRole: PackageRole? {
        guard let manifest = contents.pythonManifest, !manifest.commands.isEmpty, !isImported else { return nil }
        return decide(.cli, manifest.place)
    }

    private func decide(_ type: PackageType, _ place: FilePlace?) -> PackageRole {
        let location = place ?? candidate.named.claims.first?.manifest ?? candidate.named.state?.place
        guard let location else { return PackageRole(type: type, deploys: type.isDeployable, evidence: []) }
        return PackageRole(
            type: type, deploys: type.isDeployable,
            evidence: [
                Evidence("type", type.rawValue, at: location),
                Evidence("deploysIndependently", type.isDeployable ? "true" : "false", at: location),
            ])
    }
}

extension PackageContents {
    /// Whether its manifest says that others import it.
    var isImportable: Bool { nodeManifest?.isImportable ?? false }
}
