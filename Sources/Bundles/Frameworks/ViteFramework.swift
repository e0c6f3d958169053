/// A single-page application that Vite builds (vite.dev): files that any server can serve.
package struct ViteFramework: NodeSiteFramework {
    package let id = "vite"
    package let name = "Vite"

    static let site = NodeSite(
        packages: ["vite"], configurations: ["vite.config"], programs: ["vite"],
        executors: ["@nx/vite:build", "@nrwl/vite:build"],
        unless: [
            "@sveltejs/kit", "astro", "nuxt", "@react-router/dev", "@remix-run/dev", "@tanstack/react-start",
            "@tanstack/solid-start", "@angular/core", "vitepress", "next", "@builder.io/qwik",
        ], yieldsToStories: true, port: 4173, start: "vite preview --port PORT", confidence: 60)

    /// Makes the entry.
    package init() {}
}
