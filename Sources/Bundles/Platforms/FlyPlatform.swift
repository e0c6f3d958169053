package import Topology
package import Workspace

/// Fly.io (fly.io/docs/reference/configuration).
package struct FlyPlatform: KnownPlatform {
    package let id = "fly"
    package let name = "Fly.io"
    package let proof = Proof.compiled

    /// Makes the entry.
    package init() {}

    /// `fly.toml` in the package, or a Hosting row.
    package func recognise(in repository: RepositoryView) -> [PlatformMatch] {
        var matches: [PlatformMatch] = []
        for path in repository.files.named("fly.toml") where !SourceRole.isAside(path) {
            guard let package = repository.package(holding: path) else { continue }
            var match = PlatformMatch(
                package: package.path, deploys: true, confidence: 90,
                evidence: [Evidence("platform", id, at: FilePlace(path, line: 1))])
            if let document = package.manifests.document(path) { read(document, into: &match) }
            matches.append(match)
        }
        return matches + PipelineMatches.matches(of: self, in: repository)
            + HostingRows.matches(of: self, in: repository)
    }

    private func read(_ document: Document, into match: inout PlatformMatch) {
        if let port = Self.internalPort(document), let number = port.integer {
            match.port = number
            match.evidence.append(Evidence("port", "\(number)", at: document.place(of: port)))
        }
        match.probePath = Self.checks(document).compactMap { $0["path"]?.string }.first
    }

    /// An HTTP check that names its path.
    package func probe(of unit: DeployableUnit, in repository: RepositoryView) -> ProbeState {
        guard let document = file(of: unit) else { return .none }
        if let check = Self.checks(document).first(where: { $0["path"] != nil }) ?? Self.checks(document).first {
            return .configured(path: check["path"]?.string, place: document.place(of: check["path"] ?? check))
        }
        return document.root["http_service"] == nil && document.root["services"] == nil
            ? .none : .missing(file: document.path)
    }

    /// One more `[[http_service.checks]]`, or the path of the one that is there.
    package func planProbe(
        of unit: DeployableUnit, path: String, in repository: RepositoryView
    ) throws(Diagnostic) -> ProbePlan {
        guard let document = file(of: unit) else { return ProbePlan(platform: name, path: path) }
        let edits: [TextEdit]
        if let probed = Self.checks(document).compactMap({ $0["path"] }).first {
            edits = [TextEdit(range: probed.span, replacement: Array(try TOMLText.encode(.string(path)).utf8))]
        } else {
            edits = try TOMLEditor.addTable(
                document.root["http_service"] == nil ? ["services", "http_checks"] : ["http_service", "checks"],
                isArrayElement: true, members: members(path, document), in: document)
        }
        let change = try FileChange.edit(
            document.path, original: document.bytes, edits: edits, why: "Fly.io asks \(path) every 30 s")
        return ProbePlan(changes: [change], platform: name, path: path)
    }

    /// `internal_port` against `PORT` of `[env]`, or else against what the code itself says.
    package func ports(of unit: DeployableUnit, in repository: RepositoryView) -> PortPair? {
        guard let document = file(of: unit), let node = Self.internalPort(document), let asked = node.integer
        else { return nil }
        if let variable = document.root[path: "env", "PORT"], let port = variable.scalarText.flatMap({ Int($0) }) {
            return PortPair(
                asked: asked, askedPlace: document.place(of: node), listening: port,
                listeningPlace: document.place(of: variable))
        }
        return unit.package.evidence.first { $0.fact == "port" && $0.place.path != document.path }.flatMap { own in
            Int(own.value).map {
                PortPair(
                    asked: asked, askedPlace: document.place(of: node), listening: $0, listeningPlace: own.place)
            }
        }
    }

    /// `internal_port` of the unit's own port.
    package func planPort(
        _ ports: PortPair, of unit: DeployableUnit, in repository: RepositoryView
    ) throws(Diagnostic) -> [FileChange] {
        guard let document = file(of: unit), let node = Self.internalPort(document) else { return [] }
        let edit = TextEdit(range: node.span, replacement: Array("\(ports.listening)".utf8))
        return [
            try .edit(
                document.path, original: document.bytes, edits: [edit],
                why: "Fly.io sends requests to port \(ports.listening)")
        ]
    }

    private static func internalPort(_ document: Document) -> DocumentNode? {
        document.root[path: "http_service", "internal_port"]
            ?? document.root["services"]?.elements.first?["internal_port"]
    }

    /// Fly does not follow redirects: an application that redirects plain HTTP has to see that it was HTTPS.
    private func members(_ path: String, _ document: Document) -> [(key: String, value: JSONValue)] {
        var members: [(key: String, value: JSONValue)] = [
            ("grace_period", "10s"), ("interval", "30s"), ("method", "GET"), ("timeout", "5s"), ("path", .string(path)),
        ]
        if document.root[path: "http_service", "force_https"]?.boolean == true {
            members.append(("headers", .object([("X-Forwarded-Proto", "https")])))
        }
        return members
    }

    private func file(of unit: DeployableUnit) -> Document? {
        unit.contents.repositoryPath("fly.toml").flatMap { unit.contents.manifests.document($0) }
    }

    /// The HTTP checks of a file, in its order: `[[http_service.checks]]`, `[[services.http_checks]]`, `[checks.NAME]`.
    private static func checks(_ document: Document) -> [DocumentNode] {
        let root = document.root
        let services = root["services"]?.elements ?? []
        return (root[path: "http_service", "checks"]?.elements ?? [])
            + services.flatMap { $0["http_checks"]?.elements ?? [] }
            + (root["checks"]?.members ?? []).map(\.value).filter { $0["type"]?.string == "http" }
    }
}
