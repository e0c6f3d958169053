/// React Router 7 as a framework (reactrouter.com).
package struct ReactRouterFramework: NodeSiteFramework {
    package let id = "react-router"
    package let name = "React Router"

    static let site = NodeSite(
        packages: ["@react-router/dev"], configurations: ["react-router.config"],
        programs: ["react-router", "react-router-serve"], port: 3000,
        start: "react-router-serve ./build/server/index.js", confidence: 90, routeFolders: [("app/routes", "")])

    /// Makes the entry.
    package init() {}
}
