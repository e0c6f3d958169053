package import Topology

/// How an entry of the catalogue is proved.
package enum Proof: String, Sendable, Hashable, CaseIterable {
    /// CI really starts a unit with it and asks it.
    case started
    /// Its own compiler or checker accepts the edited file with its imports resolved.
    case compiled
    /// Only the text is checked.
    case snippet
}

/// A framework with all answers that the bundles ask for: one file in `Frameworks/`, one line in the catalogue.
package protocol KnownFramework: Framework, StartAnswers, HealthAnswers, RateLimitAnswers {
    /// How this entry is proved.
    var proof: Proof { get }
}

/// A platform with all answers that the bundles ask for: one file in `Platforms/`, one line in the catalogue.
package protocol KnownPlatform: Platform, ProbeAnswers, EdgeAnswers, WAFAnswers, DeployAnswers {
    /// How this entry is proved.
    var proof: Proof { get }
}

/// A datastore with all answers that the bundles ask for: one file in `Datastores/`, one line in the catalogue.
package protocol KnownDatastore: Datastore, InstanceAnswers, BackupAnswers {
    /// How this entry is proved.
    var proof: Proof { get }
}
