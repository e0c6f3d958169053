/// Remix 1 and 2 (v2.remix.run).
package struct RemixFramework: NodeSiteFramework {
    package let id = "remix"
    package let name = "Remix"

    static let site = NodeSite(
        packages: ["@remix-run/dev", "@remix-run/react"], configurations: ["remix.config"],
        programs: ["remix", "remix-serve"], port: 3000, start: "remix-serve ./build/server/index.js", confidence: 90,
        routeFolders: [("app/routes", "")])

    /// Makes the entry.
    package init() {}
}
