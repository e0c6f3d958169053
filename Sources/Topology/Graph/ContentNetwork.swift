/// Networks that serve copies near the user.
package enum ContentNetwork {
    /// Their names as their makers write them, by id.
    package static let names: [String: String] = [
        "cloudflare": "Cloudflare", "cloudfront": "Amazon CloudFront", "fastly": "Fastly", "bunny": "bunny.net",
        "azure-front-door": "Azure Front Door", "azure-cdn": "Azure CDN",
        "google-cloud-load-balancing": "Google Cloud Load Balancing",
    ]
}
