/// Nuxt 3 and 4 (nuxt.com): a server that `nuxt build` writes to `.output`.
package struct NuxtFramework: NodeSiteFramework {
    package let id = "nuxt"
    package let name = "Nuxt"

    static let site = NodeSite(
        packages: ["nuxt", "nuxt3", "nuxt-edge", "nuxt-nightly"], configurations: ["nuxt.config"],
        programs: ["nuxt", "nuxi"],
        port: 3000, start: "node .output/server/index.mjs", confidence: 90,
        routeFolders: [("server/routes", ""), ("server/api", "/api")])

    /// Makes the entry.
    package init() {}
}
