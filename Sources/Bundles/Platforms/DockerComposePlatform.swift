package import Topology
package import Workspace

/// Docker Compose (docs.docker.com, "Compose file reference").
package struct DockerComposePlatform: KnownPlatform {
    package let id = "docker-compose"
    package let name = "Docker Compose"
    package let proof = Proof.started

    /// Makes the entry.
    package init() {}

    /// The packages whose images a compose file builds, or a Hosting row. Where another platform is seen too, Compose
    /// is the stack for development.
    package func recognise(in repository: RepositoryView) -> [PlatformMatch] {
        let compose = ComposeProjects(in: repository)
        let named = runningImages(compose, in: repository)
        let built = repository.packages.compactMap { package -> PlatformMatch? in
            let own = compose.services(building: package.path).filter { service in
                !named.contains { $0.key != package.path && $0.value.contains { $0.place == service.place } }
            }
            let services = own + (named[package.path] ?? [])
            // Jobs, services of a profile and those of a file for development show no deployment.
            let server = services.first { compose.isServer($0) && !$0.isForDevelopment }
            guard let service = server ?? services.first else { return nil }
            var match = PlatformMatch(
                package: package.path, deploys: server != nil, confidence: 40,
                evidence: [Evidence("platform", id, at: service.place)])
            match.isFallback = true
            return match
        }
        return built + HostingRows.matches(of: self, in: repository)
    }

    /// Services that only name an image which is made from a package, or a package among those that one Dockerfile
    /// builds; by package.
    private func runningImages(_ compose: ComposeProjects, in repository: RepositoryView) -> [String: [ComposeService]]
    {
        guard !compose.services.isEmpty else { return [:] }
        let owners = ImageOwners(in: repository)
        let named = repository.deployedPackages
        var found: [String: [ComposeService]] = [:]
        for service in compose.services {
            let package =
                service.buildFolder == nil
                ? service.image.flatMap { owners.package(of: $0.text) }
                : service.buildNames.lazy.compactMap { named.package(named: $0) }.first { canRun($0, repository) }
            guard let package, package != service.buildFolder else { continue }
            found[package, default: []].append(service)
        }
        return found
    }

    /// Whether a package that shares a name with what is built may be what runs: one that others import and that nothing
    /// starts only has the name of the program that it talks to.
    private func canRun(_ path: String, _ repository: RepositoryView) -> Bool {
        guard let manifest = repository.package(holding: path)?.nodeManifest else { return true }
        return !manifest.isImportable || manifest.script("start") != nil
    }

    /// The `healthcheck` of the service that builds the unit, where Compose is what runs it.
    package func probe(of unit: DeployableUnit, in repository: RepositoryView) -> ProbeState {
        guard unit.package.platforms.first == id, let (document, service) = service(of: unit, in: repository) else {
            return .none
        }
        guard let check = service.value["healthcheck"] else { return .missing(file: document.path) }
        return .configured(path: ContainerHealthcheck.path(in: check["test"]), place: document.place(of: check))
    }

    /// A `healthcheck` that asks with what the image has.
    package func planProbe(
        of unit: DeployableUnit, path: String, in repository: RepositoryView
    ) throws(Diagnostic) -> ProbePlan {
        guard let (document, service) = service(of: unit, in: repository),
            let port = unit.package.port,
            let test = ContainerHealthcheck.test(for: unit, port: port, path: path)
        else {
            return ProbePlan(
                platform: name, path: path,
                requiredSetup: [
                    "Add a healthcheck of GET \(path) to the compose service of \(unit.path): "
                        + "its image has no client to ask with"
                ])
        }
        let check: YAMLValue = .mapping([
            (key: "test", value: .flow(test.map { .string($0) })), (key: "interval", value: .string("30s")),
            (key: "timeout", value: .string("5s")), (key: "retries", value: .integer(3)),
            (key: "start_period", value: .string("10s")),
        ])
        let edits = try YAMLEditor.set(check, at: ["services", service.key, "healthcheck"], in: document)
        let change = try FileChange.edit(
            document.path, original: document.bytes, edits: edits,
            why: "Compose asks \(path) of \(service.key) every 30 s")
        return ProbePlan(changes: [change], platform: name, path: path)
    }

    /// The port in the `healthcheck` against what the code or the Dockerfile says.
    package func ports(of unit: DeployableUnit, in repository: RepositoryView) -> PortPair? {
        guard unit.package.platforms.first == id, let (document, service) = service(of: unit, in: repository),
            let check = service.value["healthcheck"], let asked = ContainerHealthcheck.port(in: check["test"]),
            let own = unit.package.evidence.first(where: { $0.fact == "port" && $0.place.path != document.path }),
            let listening = Int(own.value)
        else { return nil }
        return PortPair(
            asked: asked, askedPlace: document.place(of: check), listening: listening, listeningPlace: own.place)
    }

    /// The port in the `healthcheck`'s address.
    package func planPort(
        _ ports: PortPair, of unit: DeployableUnit, in repository: RepositoryView
    ) throws(Diagnostic) -> [FileChange] {
        guard let (document, service) = service(of: unit, in: repository),
            let test = service.value["healthcheck"]?["test"],
            let range = document.bytes[test.span].firstRange(of: Array(":\(ports.asked)/".utf8))
        else { return [] }
        let edit = TextEdit(range: range, replacement: Array(":\(ports.listening)/".utf8))
        return [
            try .edit(
                document.path, original: document.bytes, edits: [edit],
                why: "Compose asks port \(ports.listening) of \(service.key)")
        ]
    }

    private func service(
        of unit: DeployableUnit, in repository: RepositoryView
    ) -> (document: Document, service: DocumentMember)? {
        let found = ComposeProjects(in: repository).services(building: unit.path).compactMap { service in
            unit.contents.manifests.document(service.file).flatMap { document in
                document.root["services"]?.members.first { $0.key == service.name }.map { (document, $0) }
            }
        }
        return found.first { $0.1.value["healthcheck"] != nil } ?? found.first
    }
}
