package import Topology
import Workspace

/// Railway (docs.railway.com, "Config as code reference" and "Infrastructure as code").
package struct RailwayPlatform: DescribedPlatform {
    package let id = "railway"
    package let name = "Railway"

    /// Makes the entry.
    package init() {}

    /// docs.railway.com, "Healthchecks" (only 200 counts, asked at deploy time alone) and "Deployment actions".
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .dashboard("In Railway dashboard, open the service's Settings and set Healthcheck Path to"),
            deploy: ["Run `railway up --ci --service UNIT` with RAILWAY_TOKEN set"],
            rollback: [
                .init(
                    "In Railway dashboard, open the service of UNIT, then Deployments, and choose Rollback at the one "
                        + "before: image and variables come back.")
            ])
    }

    /// `railway.json` or `railway.toml` of a package, and services of `.railway/railway.ts`.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        let files = reader.documents(named: ["railway.json", "railway.toml"]).compactMap { document in
            match(document, reader)
        }
        return files + services(reader)
    }

    private func match(_ document: Document, _ reader: PlatformReader) -> PlatformMatch? {
        let base = RelativePath.folder(of: document.path)
        let (build, deploy) = (document.root["build"], document.root["deploy"])
        // Railway looks for the Dockerfile from the root of the repository on.
        let dockerfile = build?["dockerfilePath"]?.string.flatMap { path in
            [RelativePath.join(base, path), RelativePath.normal(path)].compactMap(\.self)
                .first { reader.repository.files.contains($0) }
        }
        let package = reader.owner.package(
            file: document.path, dockerfile: dockerfile,
            commands: [build?["buildCommand"]?.string, deploy?["startCommand"]?.string].compactMap(\.self))
        guard let package else { return nil }
        var match = reader.match(package, at: FilePlace(document.path, line: 1))
        match.add(probe: deploy?["healthcheckPath"], in: document)
        match.add(start: deploy?["startCommand"], in: document)
        return match
    }

    /// `service("api", {...})`.
    private func services(_ reader: PlatformReader) -> [PlatformMatch] {
        let path = ".railway/railway.ts"
        guard let text = reader.repository.files.text(path) else { return [] }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().compactMap { index, line in
            guard let mark = line.firstRange(of: "service(") else { return nil }
            let name = line[mark.upperBound...].dropFirst().prefix { $0 != "\"" && $0 != "'" && $0 != "`" }
            let package = reader.owner.package(file: path, folder: "-", names: [String(name)])
            return package.map { reader.match($0, at: FilePlace(path, line: index + 1)) }
        }
    }
}
