/// TanStack Start (tanstack.com/start).
package struct TanStackStartFramework: NodeSiteFramework {
    package let id = "tanstack-start"
    package let name = "TanStack Start"

    static let site = NodeSite(
        packages: ["@tanstack/react-start", "@tanstack/solid-start", "@tanstack/start"],
        configurations: ["app.config", "vite.config"],
        programs: ["vite", "vinxi"], port: 3000, start: "node .output/server/index.mjs", confidence: 90,
        routeFolders: [("src/routes", ""), ("app/routes", "")])

    /// Makes the entry.
    package init() {}
}
