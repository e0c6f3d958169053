/// Astro (docs.astro.build): files, or a server where an adapter is configured.
package struct AstroFramework: NodeSiteFramework {
    package let id = "astro"
    package let name = "Astro"

    static let site = NodeSite(
        packages: ["astro"], configurations: ["astro.config"], programs: ["astro"], port: 4321,
        start: "astro preview --port PORT", confidence: 90, routeFolders: [("src/pages", "")])

    /// Makes the entry.
    package init() {}
}
