import Topology
import Workspace

/// Where the routes of a Next.js package are and which URL paths they have (nextjs.org/docs, "Project structure").
struct NextLayout: Sendable {
    /// The folder of the App Router relative to the package, `app` or `src/app`; nil where there is none.
    let appFolder: String?
    /// The folder of the Pages Router, `pages` or `src/pages`; nil where there is none.
    let pagesFolder: String?
    /// `basePath` of the configuration, such as `/docs`; empty where there is none.
    let basePath: String
    private let project: NodeProject

    private static let endings: Set<String> = ["ts", "js", "tsx", "jsx", "mjs"]

    /// Looks at the folders and the configuration. `app` beside the manifest wins over `src/app`, as in Next.js itself.
    init(_ project: NodeProject) {
        self.project = project
        let files = project.contents.files
        func folder(_ names: [String]) -> String? {
            names.first { name in
                project.contents.repositoryPath(name).map { files.hasFolder($0) } ?? false
            }
        }
        appFolder = folder(["app", "src/app"])
        pagesFolder = folder(["pages", "src/pages"])
        basePath = Self.basePath(in: project)
    }

    /// The first page or route by path.
    var firstPage: String? {
        project.contents.paths.first { path in
            let relative = RelativePath.relative(path, to: project.contents.path)
            let (stem, ending) = Self.split(relative)
            guard Self.endings.contains(ending) else { return false }
            if let appFolder, RelativePath.isInside(relative, appFolder) {
                return ["page", "route", "layout"].contains(RelativePath.baseName(of: stem))
            }
            return pagesFolder.map { RelativePath.isInside(relative, $0) } ?? false
        }
    }

    /// Every handler of requests: `route` files of the App Router that answer GET, files below `pages/api`.
    var routes: [NodeRoute] {
        project.contents.paths.compactMap { path in
            let relative = RelativePath.relative(path, to: project.contents.path)
            let (stem, ending) = Self.split(relative)
            guard Self.endings.contains(ending) else { return nil }
            if let appFolder, stem.hasPrefix(appFolder + "/"), RelativePath.baseName(of: stem) == "route" {
                return appRoute(path, String(stem.dropFirst(appFolder.count)))
            }
            if let pagesFolder, stem.hasPrefix(pagesFolder + "/api/") {
                return pagesRoute(path, String(stem.dropFirst(pagesFolder.count)))
            }
            return nil
        }
    }

    /// The likeliest health endpoints first.
    var health: [NodeRoute] {
        routes.compactMap { route in HealthRoute.rank(route.path).map { (rank: $0, route: route) } }
            .filter { !draws($0.route.file) }.sorted {
                ($0.rank, $0.route.path.count, $0.route.path) < ($1.rank, $1.route.path.count, $1.route.path)
            }.map(\.route)
    }

    /// Modules that answer requests with pictures (nextjs.org/docs, "ImageResponse").
    private static let pictures: Set<String> = ["next/og", "@vercel/og"]

    /// Whether a route's file answers with a picture, such as the preview of a status page.
    private func draws(_ file: String) -> Bool {
        project.module(file)?.imports.contains { Self.pictures.contains($0.module) && !$0.isTypeOnly } ?? false
    }

    private func appRoute(_ path: String, _ stem: String) -> NodeRoute? {
        guard let module = project.module(path) else { return nil }
        let folders = stem.split(separator: "/").dropLast()
        let segments = folders.filter { !($0.hasPrefix("(") && $0.hasSuffix(")")) && !$0.hasPrefix("@") }
        let isPrivate = folders.contains { $0.hasPrefix("_") }
        guard !isPrivate, let export = module.exports.first(where: { $0.name == "GET" || $0.name == "HEAD" }) else {
            return nil
        }
        let name = segments.joined(separator: "/").replacing("%5F", with: "_")
        let tokens =
            module.functions.first { $0.name == export.local || $0.name == "GET" }?.body
            ?? module.statements.statements[export.statement].tokens
        return NodeRoute(
            path: NodeRoutes.join(basePath, name), file: path, line: export.line,
            handlers: [NodeCode(file: path, tokens: tokens)])
    }

    private func pagesRoute(_ path: String, _ stem: String) -> NodeRoute? {
        guard let module = project.module(path),
            let export = module.exports.first(where: { $0.name == "default" })
        else { return nil }
        let name = stem.hasSuffix("/index") ? String(stem.dropLast("/index".count)) : stem
        let tokens =
            module.functions.first { $0.name == export.local && export.local != nil }?.body
            ?? module.statements.statements[export.statement].tokens
        return NodeRoute(
            path: NodeRoutes.join(basePath, name), file: path, line: export.line,
            handlers: [NodeCode(file: path, tokens: tokens)])
    }

    private static func split(_ path: String) -> (stem: String, ending: String) {
        guard let dot = path.lastIndex(of: ".") else { return (path, "") }
        return (String(path[..<dot]), String(path[path.index(after: dot)...]))
    }

    /// The literal of `basePath` (nextjs.org/docs, "basePath").
    private static func basePath(in project: NodeProject) -> String {
        for ending in ["js", "mjs", "cjs", "ts", "mts"] {
            guard let path = project.contents.repositoryPath("next.config.\(ending)"),
                let tokens = project.module(path)?.tokens
            else { continue }
            for index in tokens.tokens.indices
            where tokens.isName(index, "basePath") && tokens.isSymbol(index + 1, ":") {
                if let value = tokens.stringValue(index + 2) { return value }
            }
        }
        return ""
    }
}
