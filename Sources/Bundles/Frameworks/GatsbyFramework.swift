/// Gatsby (gatsbyjs.com): files that `gatsby build` writes to `public`.
package struct GatsbyFramework: NodeSiteFramework {
    package let id = "gatsby"
    package let name = "Gatsby"

    static let site = NodeSite(
        packages: ["gatsby"], configurations: ["gatsby-config"], programs: ["gatsby"], port: 9000,
        start: "gatsby serve --port PORT", confidence: 88)

    /// Makes the entry.
    package init() {}
}
