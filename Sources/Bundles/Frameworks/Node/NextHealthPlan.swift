import Topology
import Workspace

/// Makes the route handler that gives a Next.js package its health endpoint.
struct NextHealthPlan: Sendable {
    /// The one way: a route file.
    static let routeFile = Approach("route-file", "adds a route handler, which asks what the package's modules export")

    private let request: HealthRequest
    private let project: NodeProject
    private let layout: NextLayout
    private let connections: NodeConnections

    /// Reads the package.
    init(_ request: HealthRequest) {
        self.request = request
        project = NodeProject(request.unit.contents)
        layout = NextLayout(project)
        connections = NodeConnections(project)
    }

    /// The edits: one file.
    ///
    /// - Throws: `health/no-connection` where a component is used and no module exports a connection to it;
    ///   `health/no-routes` where the package has neither router.
    func edits() throws(Diagnostic) -> HealthEdits {
        let (file, path) = try target()
        var asks: [(component: HealthComponent, ask: String)] = []
        var imports: [String] = []
        for component in request.components {
            guard let connection = connections.connections(to: component.engine).first(where: { isUsable($0) }) else {
                throw .noExport(component)
            }
            let exported = connection.exported ?? "default"
            let local = exported == "default" ? component.key : exported
            asks.append((component, connection.ask(local)))
            let names = exported == "default" ? local : "{ \(local) }"
            imports.append("import \(names) from \"\(specifier(of: connection, from: file))\";")
            if let further = connection.driver.askImport {
                imports.append("import { \(further.name) } from \"\(further.module)\";")
            }
        }
        let lines = text(path, asks, imports)
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        guard let old = project.contents.files.contents(file) else {
            return HealthEdits(
                changes: [.create(file, bytes, why: "health endpoint \(path)")], path: path, file: file)
        }
        guard String(decoding: old.prefix(200), as: UTF8.self).contains(NodeHealthFile.mark) else {
            throw .fileTaken(file)
        }
        let change = FileChange.edit(file, original: old, new: bytes, why: "health endpoint \(path)")
        return HealthEdits(changes: change.isEmpty ? [] : [change], path: path, file: file)
    }

    private func isUsable(_ connection: NodeConnection) -> Bool {
        connection.exported != nil && connection.function == nil
    }

    /// The file and its URL path: below `app`, below `app/api` where the package keeps its handlers there, or below
    /// `pages/api`.
    private func target() throws(Diagnostic) -> (file: String, path: String) {
        if let route = request.existing.route {
            if isOurs(route.place.path) { return (route.place.path, route.path) }
            let folder = RelativePath.folder(of: route.place.path)
            let isApp = RelativePath.baseName(of: route.place.path).hasPrefix("route.")
            let stem = isApp ? folder + "/ready/route" : folder + "/ready"
            return (stem + "." + ending, NodeRoutes.join(route.path, "ready"))
        }
        if let app = layout.appFolder {
            let keepsInAPI =
                project.contents.repositoryPath(app + "/api").map { project.contents.files.hasFolder($0) } ?? false
            let folder = keepsInAPI ? app + "/api/health" : app + "/health"
            guard let file = project.contents.repositoryPath("\(folder)/route.\(ending)") else {
                throw .noRoutes(request.unit)
            }
            return (file, NodeRoutes.join(layout.basePath, keepsInAPI ? "api/health" : "health"))
        }
        if let pages = layout.pagesFolder, let file = project.contents.repositoryPath("\(pages)/api/health.\(ending)") {
            return (file, NodeRoutes.join(layout.basePath, "api/health"))
        }
        throw .noRoutes(request.unit)
    }

    private func isOurs(_ path: String) -> Bool {
        guard let bytes = project.contents.files.contents(path) else { return false }
        return String(decoding: bytes.prefix(200), as: UTF8.self).contains(NodeHealthFile.mark)
    }

    private var isTyped: Bool { project.contents.has("tsconfig.json") }

    private var ending: String { isTyped ? "ts" : "js" }

    /// How the package's own sources load the module, else the relative path; a bundler finds it without an ending.
    private func specifier(of connection: NodeConnection, from file: String) -> String {
        for source in project.sources {
            for load in project.module(source)?.imports ?? [] where !load.module.hasPrefix(".") {
                if project.resolve(load.module, from: source) == connection.file { return load.module }
            }
        }
        let stem = connection.file.lastIndex(of: ".").map { String(connection.file[..<$0]) } ?? connection.file
        let here = RelativePath.folder(of: file).split(separator: "/")
        let there = stem.split(separator: "/")
        let common = zip(here, there.dropLast()).prefix { $0 == $1 }.count
        let ups = Array(repeating: "..", count: here.count - common)
        return ((ups.isEmpty ? ["."] : ups) + there.dropFirst(common).map(String.init)).joined(separator: "/")
    }

    // MARK: - The text

    private func text(
        _ path: String, _ asks: [(component: HealthComponent, ask: String)], _ imports: [String]
    ) -> [String] {
        let isApp =
            !path.isEmpty && layout.appFolder != nil
            && !(request.existing.route?.place.path.contains("pages/") ?? false)
        var lines = ["// \(NodeHealthFile.mark). GET \(path) says that the process runs.", ""]
        if !asks.isEmpty {
            lines = [
                "// \(NodeHealthFile.mark). GET \(path) answers 200 or 503 and says how each part is.",
                "// What each part asks may be edited; `infra-ws validate` stops each part and asks again.", "",
            ]
        }
        if !asks.isEmpty { lines += ["import { setTimeout as pause } from \"node:timers/promises\";"] }
        if !isApp, isTyped { lines.append("import type { NextApiRequest, NextApiResponse } from \"next\";") }
        if !imports.isEmpty { lines += [""] + imports }
        if lines.last != "" { lines.append("") }
        if isApp, isDynamicNeeded { lines += ["export const dynamic = \"force-dynamic\";", ""] }
        if !asks.isEmpty { lines += parts(asks) + [""] }
        return lines + (isApp ? appHandler(asks.isEmpty) : pagesHandler(asks.isEmpty))
    }

    /// Up to Next.js 14 a GET handler without dynamic calls is answered once, at build time (nextjs.org/docs,
    /// "Route Handlers", version history); from 15 on it is not, and from 16 on Cache Components refuse the export.
    private var isDynamicNeeded: Bool {
        guard let requirement = project.contents.dependency("next", in: .node)?.requirement else { return false }
        let digits = requirement.drop { !$0.isNumber }.prefix { $0.isNumber }
        return Int(digits).map { $0 < 15 } ?? false
    }

    private func parts(_ asks: [(component: HealthComponent, ask: String)]) -> [String] {
        var lines: [String] = []
        if isTyped { lines += ["type Part = { name: string; isRequired: boolean; ask: () => Promise<unknown> };", ""] }
        lines += [
            "/** Without a required part the service is unhealthy, without another one it is degraded. */",
            "const parts\(isTyped ? ": Part[]" : "") = [",
        ]
        for (component, ask) in asks {
            lines.append(
                "  { name: \"\(component.key)\", isRequired: \(component.isRequired), ask: async () => \(ask) },")
        }
        return lines + [
            "];", "",
            "/** Whether a part answers within 2 seconds: a driver that waits for its server could wait for ever. */",
            "async function answers(part\(isTyped ? ": Part" : ""))\(isTyped ? ": Promise<boolean>" : "") {",
            "  try {",
            "    return await Promise.race([part.ask().then(() => true), pause(2000, false, { ref: false })]);",
            "  } catch {", "    return false;", "  }", "}",
        ]
    }

    private var judgement: [String] {
        let pair = isTyped ? ": [string, string]" : ""
        return [
            "  const up = await Promise.all(parts.map(answers));",
            "  const isHealthy = parts.every((part, index) => up[index] || !part.isRequired);",
            "  const status = !isHealthy ? \"unhealthy\" : up.every(Boolean) ? \"healthy\" : \"degraded\";",
            "  const states = parts.map((part, index)\(pair) => [part.name, up[index] ? \"ok\" : \"down\"]);",
        ]
    }

    private func appHandler(_ isPlain: Bool) -> [String] {
        let result = isTyped ? ": Promise<Response>" : ""
        let body = isPlain ? "{ status: \"healthy\", timestamp: new Date().toISOString() }" : "body"
        var lines = ["export async function GET()\(result) {"]
        if !isPlain {
            lines +=
                judgement + [
                    "  const body = { status, ...Object.fromEntries(states), timestamp: new Date().toISOString() };"
                ]
        }
        lines += [
            "  return Response.json(\(body), {",
            "    status: \(isPlain ? "200" : "isHealthy ? 200 : 503"),",
            "    headers: { \"Cache-Control\": \"no-store\" },", "  });", "}",
        ]
        return lines
    }

    private func pagesHandler(_ isPlain: Bool) -> [String] {
        let parameters = isTyped ? "_request: NextApiRequest, response: NextApiResponse" : "_request, response"
        var lines = ["export default async function handler(\(parameters)) {"]
        if !isPlain { lines += judgement }
        lines += [
            "  response.setHeader(\"Cache-Control\", \"no-store\");",
            isPlain
                ? "  response.status(200).json({ status: \"healthy\", timestamp: new Date().toISOString() });"
                : "  response.status(isHealthy ? 200 : 503).json({",
        ]
        if !isPlain {
            lines += [
                "    status,", "    ...Object.fromEntries(states),", "    timestamp: new Date().toISOString(),",
                "  });",
            ]
        }
        return lines + ["}"]
    }
}

extension Diagnostic {
    fileprivate static func noExport(_ component: HealthComponent) -> Diagnostic {
        .error(
            "health/no-connection", "no module exports a connection to \(component.id) (\(component.engine))",
            remedy: "export the client from the module that makes it")
    }

    fileprivate static func noRoutes(_ unit: DeployableUnit) -> Diagnostic {
        .error(
            "health/no-routes", "`\(unit.path)` has neither an `app` nor a `pages` folder",
            remedy: "add the folder of the router that it uses")
    }

    fileprivate static func fileTaken(_ file: String) -> Diagnostic {
        .error("health/file-taken", "there is a file of this name already", at: FilePlace(file), remedy: "rename it")
    }
}
