/// A single-page application by Create React App (create-react-app.dev).
package struct CreateReactAppFramework: NodeSiteFramework {
    package let id = "create-react-app"
    package let name = "Create React App"

    static let site = NodeSite(
        packages: ["react-scripts", "@craco/craco"], configurations: [], programs: ["react-scripts", "craco"],
        port: 3000,
        start: "serve -s build -l PORT", confidence: 75)

    /// Makes the entry.
    package init() {}
}
