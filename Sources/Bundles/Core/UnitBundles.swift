/// The bundles, in the order of priority.
package enum UnitBundles {
    /// Health, Security, Backup, Deploy.
    package static let all: [any UnitBundle] = [HealthBundle(), SecurityBundle(), BackupBundle(), DeployBundle()]
}
