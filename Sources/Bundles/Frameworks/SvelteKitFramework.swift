/// SvelteKit (svelte.dev/docs/kit); adapter-node writes a server to `build`.
package struct SvelteKitFramework: NodeSiteFramework {
    package let id = "sveltekit"
    package let name = "SvelteKit"

    static let site = NodeSite(
        packages: ["@sveltejs/kit"], configurations: ["svelte.config"], programs: ["svelte-kit"], port: 3000,
        start: "node build", confidence: 90, routeFolders: [("src/routes", "")], routeName: "+server")

    /// Makes the entry.
    package init() {}
}
