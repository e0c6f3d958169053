package import Topology
import Workspace

/// Render (render.com/docs/blueprint-spec).
package struct RenderPlatform: DescribedPlatform {
    package let id = "render"
    package let name = "Render"

    /// Makes the entry.
    package init() {}

    /// render.com/docs/health-checks, render.com/docs/rollbacks.
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .file(key: "healthCheckPath in render.yaml", value: { "`healthCheckPath: \($0)`" }),
            deploy: ["Run `render deploys create <service-id> --wait --confirm` for the service of UNIT"],
            rollback: [
                .init(
                    "In Render dashboard, open the service of UNIT, then Events, and press Rollback at the deploy before."
                )
            ], afterwards: "Render switches automatic deploys off with a rollback: switch them on again afterwards.")
    }

    /// Services of a Blueprint by `rootDir`, Dockerfile, commands or name.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        return reader.documents(named: ["render.yaml", "render.yml"]).flatMap { document -> [PlatformMatch] in
            let grouped = (document.root["projects"]?.elements ?? []).flatMap { $0["environments"]?.elements ?? [] }
                .flatMap { $0["services"]?.elements ?? [] }
            return ((document.root["services"]?.elements ?? []) + grouped).compactMap { match($0, document, reader) }
        }
    }

    private static let types: [String: PackageType] = ["worker": .worker, "cron": .worker, "static": .frontend]

    private func match(_ service: DocumentNode, _ document: Document, _ reader: PlatformReader) -> PlatformMatch? {
        guard let type = service["type"]?.string, !["redis", "keyvalue"].contains(type) else { return nil }
        let base = RelativePath.folder(of: document.path)
        let folder = service["rootDir"]?.string.flatMap { RelativePath.join(base, $0) }
        let context = service["dockerContext"]?.string.flatMap { RelativePath.join(base, $0) }
        let package = reader.owner.package(
            file: document.path, folder: folder ?? context,
            dockerfile: service["dockerfilePath"]?.string.flatMap { RelativePath.join(folder ?? base, $0) },
            image: service[path: "image", "url"]?.string,
            commands: ["buildCommand", "startCommand"].compactMap { service[$0]?.string },
            names: [service["name"]?.string].compactMap(\.self))
        guard let package else { return nil }
        var match = reader.match(package, at: document.place(of: service))
        let isStatic = service["staticPublishPath"] != nil
        if let type = isStatic ? .frontend : Self.types[type] { match.add(type: type, at: document.place(of: service)) }
        match.add(probe: service["healthCheckPath"], in: document)
        match.add(start: service["startCommand"], in: document)
        match.add(domains: service["domains"]?.elements ?? service["domain"].map { [$0] } ?? [], in: document)
        return match
    }
}
