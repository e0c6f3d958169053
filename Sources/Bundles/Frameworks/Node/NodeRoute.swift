import Workspace

/// A route that code declares.
struct NodeRoute: Sendable, Hashable {
    /// URL path from the root of the unit.
    var path: String
    /// The file that declares it.
    var file: String
    /// 1-based line.
    var line: Int
    /// Token ranges, each with its file, of what answers: the handlers, and the arguments of what mounted them.
    var handlers: [NodeCode]

    /// Where it is declared.
    var place: FilePlace { FilePlace(file, line: line) }
}

/// Some tokens of a file.
struct NodeCode: Sendable, Hashable {
    /// The file.
    var file: String
    /// Token indices.
    var tokens: Range<Int>
}

/// An application or router object in a file.
struct NodeReceiver: Sendable, Hashable {
    /// The file.
    var file: String
    /// Its name or path there: `app`, `this.app`.
    var name: String
    /// The index of the call that makes it; nil for a parameter.
    var call: Int?
    /// Only calls among these tokens count; nil for the whole file.
    var scope: Range<Int>?
}
