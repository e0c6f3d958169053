package import Workspace

/// A file that changed.
package struct ChangedFile: Sendable, Hashable {
    /// Path relative to the root.
    package var path: String
    /// Whether it was there before; it then belonged to a package of then.
    package var wasThere: Bool
    /// Whether it is there now; it then belongs to a package of now.
    package var isThere: Bool

    /// Makes a change. Of a file that is only named it is not known when it was there: both count.
    package init(_ path: String, wasThere: Bool = true, isThere: Bool = true) {
        self.path = path
        self.wasThere = wasThere
        self.isThere = isThere
    }

    /// The change that git saw.
    package init(_ difference: GitDifference) {
        self.init(difference.path, wasThere: difference.wasThere, isThere: difference.isThere)
    }
}
