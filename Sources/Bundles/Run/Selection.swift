/// Step 3: the bundle with the highest priority that some filtered unit lacks.
package struct Selection: Sendable, Hashable {
    /// The sentence for a repository that lacks nothing.
    package static let allConfigured = "All infrastructure configured. Jumping to Step 5 to Validate."

    /// The bundles that some unit lacks, in order of priority.
    package var candidates: [BundleName]

    /// Reads the findings of the filtered units. `wanted` (`--bundle`) limits the choice, whatever the order.
    package init(findings: [UnitReport], wanted: BundleName? = nil) {
        candidates = BundleName.allCases.filter { bundle in
            (wanted == nil || wanted == bundle)
                && findings.contains { $0.bundle == bundle && $0.finding.isOpen }
        }
    }

    /// The line that says which bundle was selected.
    package static func line(_ bundle: BundleName) -> String {
        "Selected: \(bundle.title) - not yet configured"
    }

    /// The line for a bundle for which nothing could be written.
    package static func needsYou(_ bundle: BundleName, units: Int) -> String {
        "\(bundle.title): \(units) \(units == 1 ? "unit needs" : "units need") you"
    }
}
