package import Workspace

/// The four bundles, in the order of priority: availability first, automation last.
package enum BundleName: String, Sendable, Hashable, CaseIterable, Comparable {
    /// A health endpoint and the platform's probe of it.
    case health
    /// WAF rules and rate limiting.
    case security
    /// Database backup, storage and retention.
    case backup
    /// A trigger that deploys from the main branch.
    case deploy

    /// The word in reports, such as `Health`.
    package var title: String {
        rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    }

    /// Orders by priority, the most urgent first.
    package static func < (left: BundleName, right: BundleName) -> Bool {
        left.priority < right.priority
    }

    /// The component of the Infrastructure table that records it.
    package var component: InfrastructureComponent {
        switch self {
        case .health: .health
        case .security: .rateLimit
        case .backup: .backup
        case .deploy: .deploy
        }
    }

    /// 1 for the most urgent, as in the master list.
    package var priority: Int {
        (BundleName.allCases.firstIndex(of: self) ?? 0) + 1
    }
}
