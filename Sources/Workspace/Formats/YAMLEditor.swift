/// Edits of YAML files that leave everything else byte for byte as it is.
///
/// All functions are pure: they look at a parsed document and give byte ranges of it. Apply the edits of one call, parse
/// again, and ask for the next. A path consists of keys, one mapping inside the other; it does not go through aliases,
/// whose content belongs to another place.
package enum YAMLEditor {
    /// Gives the value at a path of keys another value; mappings that are missing on the way are created.
    ///
    /// - Parameters:
    ///   - value: The new value.
    ///   - path: Keys from the root down; not empty.
    ///   - sibling: The key that a new key is put behind; the last one of the mapping if it is absent or not there.
    ///   - document: What `YAMLParser` read.
    /// - Returns: The edits; none where the value already means the same.
    /// - Throws: `edit/not-object` if something on the way is no mapping, `edit/alias` if it is an alias,
    ///   `edit/layout` if the place cannot be edited without changing its neighbours.
    package static func set(
        _ value: YAMLValue, at path: [String], after sibling: String? = nil, in document: Document
    ) throws(Diagnostic) -> [TextEdit] {
        let location = try YAMLLocation(path, in: document)
        guard let key = location.missing.first else {
            if location.node.means(value.json) { return [] }
            return try location.replace(with: value)
        }
        let nested = location.missing.dropFirst().reversed().reduce(value) { .mapping([(key: $1, value: $0)]) }
        return try location.insert(nested, forKey: key, after: sibling)
    }

    /// Adds a member to the mapping at a path of keys.
    ///
    /// - Parameters:
    ///   - value: The value of the member.
    ///   - key: Its key.
    ///   - path: Keys from the root down to the mapping; empty for the root. Mappings that are missing are created.
    ///   - sibling: The key that the new one is put behind; the last one if it is absent or not there.
    ///   - document: What `YAMLParser` read.
    /// - Returns: The edits.
    /// - Throws: `edit/key-exists` if the mapping has the key, and what `set` throws.
    package static func insert(
        _ value: YAMLValue, forKey key: String, inMappingAt path: [String] = [], after sibling: String? = nil,
        in document: Document
    ) throws(Diagnostic) -> [TextEdit] {
        let location = try YAMLLocation(path + [key], in: document)
        guard !location.missing.isEmpty else { throw .keyExists(key, at: document.place(of: location.node)) }
        return try set(value, at: path + [key], after: sibling, in: document)
    }

    /// Adds an element at the end of the sequence at a path of keys; the sequence is created where it is missing.
    ///
    /// - Throws: `edit/not-array` if there is something else, and what `set` throws.
    package static func append(
        _ value: YAMLValue, toSequenceAt path: [String], in document: Document
    ) throws(Diagnostic) -> [TextEdit] {
        let location = try YAMLLocation(path, in: document)
        guard location.missing.isEmpty else { return try set(.sequence([value]), at: path, in: document) }
        switch location.node.value {
        case .null: return try location.replace(with: .sequence([value]))
        case .sequence: return try location.append(value)
        default: throw .notArray(path, at: document.place(of: location.node))
        }
    }
}
