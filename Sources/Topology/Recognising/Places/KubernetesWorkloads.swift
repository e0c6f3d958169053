package import Workspace

/// A workload of a Kubernetes manifest (kubernetes.io/docs/concepts/workloads).
package struct KubernetesWorkload: Sendable {
    /// `Deployment`, `StatefulSet`, `CronJob`, ...
    package var kind: String
    /// `apiVersion`, such as `apps/v1`.
    package var version: String
    /// `metadata.name`.
    package var name: String
    /// Where it begins.
    package var place: FilePlace
    /// Its containers.
    package var containers: [KubernetesContainer]

    /// Whether it is a service of Knative, which Cloud Run reads too.
    package var isKnative: Bool { version.hasPrefix("serving.knative.dev/") }
}

/// One container of a workload.
package struct KubernetesContainer: Sendable {
    /// The image as written.
    package var image: String
    /// Where it stands.
    package var place: FilePlace
    /// The first port that it declares.
    package var port: Int?
    /// The path that its readiness, liveness or startup probe asks over HTTP.
    package var probePath: String?
    /// Where the probe stands.
    package var probePlace: FilePlace?
}

/// All workloads and related objects of a repository's manifests.
package struct KubernetesManifests: Sendable {
    /// Workloads that keep running or run on a schedule, in the order of files.
    package let workloads: [KubernetesWorkload]
    /// Hosts of `Ingress`, `HTTPRoute` and their like with the services that they lead to.
    package let hosts: [(host: String, services: [String], place: FilePlace)]
    /// Names of services with what their selectors ask for: the name of an application.
    package let selectors: [String: Set<String>]
    /// Objects of Argo CD and Flux.
    package let gitOps: [(kind: String, place: FilePlace)]

    private static let kinds: Set<String> = [
        "Deployment", "StatefulSet", "DaemonSet", "CronJob", "Rollout", "Pod", "ReplicaSet",
    ]

    /// Those of a repository, read once.
    package init(in repository: RepositoryView) {
        self = repository.manifests.derived("kubernetes") { KubernetesManifests(reading: repository) }
    }

    private init(reading repository: RepositoryView) {
        var workloads: [KubernetesWorkload] = []
        var hosts: [(host: String, services: [String], place: FilePlace)] = []
        var selectors: [String: Set<String>] = [:]
        var gitOps: [(kind: String, place: FilePlace)] = []
        for document in Self.documents(repository) {
            guard let kind = document.root["kind"]?.string, let version = document.root["apiVersion"]?.string else {
                continue
            }
            let isKnative = kind == "Service" && version.hasPrefix("serving.knative.dev/")
            if Self.kinds.contains(kind) || isKnative {
                workloads.append(Self.workload(document, kind, version))
            } else if kind == "Service", let name = document.root[path: "metadata", "name"]?.string {
                let labels = (document.root[path: "spec", "selector"]?.members ?? []).compactMap(\.value.string)
                selectors[name, default: []].formUnion(labels + [name])
            } else if ["Ingress", "HTTPRoute", "IngressRoute", "VirtualService"].contains(kind) {
                hosts += Self.hosts(of: document)
            } else if version.hasPrefix("argoproj.io/"), ["Application", "ApplicationSet"].contains(kind) {
                gitOps.append(("Argo CD", document.place(of: document.root)))
            } else if version.contains("toolkit.fluxcd.io/"), kind != "GitRepository" {
                gitOps.append(("Flux", document.place(of: document.root)))
            }
        }
        self.workloads = workloads
        self.hosts = hosts
        self.selectors = selectors
        self.gitOps = gitOps
    }

    /// Every document of every YAML file that looks like a manifest; templates of Helm are no YAML.
    private static func documents(_ repository: RepositoryView) -> [Document] {
        repository.yamlFiles.flatMap { path -> [Document] in
            guard let bytes = repository.files.contents(path), bytes.count < 1 << 19,
                bytes.firstRange(of: Array("apiVersion:".utf8)) != nil,
                bytes.firstRange(of: Array("kind:".utf8)) != nil
            else { return [] }
            return (try? YAMLParser.parse(bytes, path: path)) ?? []
        }
    }

    private static func workload(_ document: Document, _ kind: String, _ version: String) -> KubernetesWorkload {
        let root = document.root
        let pod =
            kind == "CronJob"
            ? root[path: "spec", "jobTemplate", "spec", "template", "spec"]
            : kind == "Pod" ? root["spec"] : root[path: "spec", "template", "spec"]
        let containers = (pod?["containers"]?.elements ?? []).compactMap { container -> KubernetesContainer? in
            guard let image = container["image"], let text = image.string else { return nil }
            let probe = ["readinessProbe", "livenessProbe", "startupProbe"].lazy
                .compactMap { container[$0]?[path: "httpGet", "path"] }.first
            return KubernetesContainer(
                image: text, place: document.place(of: image),
                port: container["ports"]?.elements.first?["containerPort"]?.integer, probePath: probe?.string,
                probePlace: probe.map { document.place(of: $0) })
        }
        return KubernetesWorkload(
            kind: kind, version: version, name: root[path: "metadata", "name"]?.string ?? "",
            place: document.place(of: root), containers: containers)
    }

    /// `spec.rules[].host`, `spec.hostnames`, `spec.hosts`, and the services behind them.
    private static func hosts(
        of document: Document
    ) -> [(host: String, services: [String], place: FilePlace)] {
        let spec = document.root["spec"]
        var found: [(host: String, services: [String], place: FilePlace)] = []
        for rule in spec?["rules"]?.elements ?? [] {
            guard let host = rule["host"], let name = host.string else { continue }
            let services = (rule[path: "http", "paths"]?.elements ?? []).compactMap {
                $0[path: "backend", "service", "name"]?.string ?? $0[path: "backend", "serviceName"]?.string
            }
            found.append((name, services, document.place(of: host)))
        }
        let routed = (spec?["rules"]?.elements ?? []).flatMap { $0["backendRefs"]?.elements ?? [] }
            .compactMap { $0["name"]?.string }
        for host in (spec?["hostnames"]?.elements ?? []) + (spec?["hosts"]?.elements ?? []) {
            guard let name = host.string else { continue }
            found.append((name, routed, document.place(of: host)))
        }
        return found
    }
}
