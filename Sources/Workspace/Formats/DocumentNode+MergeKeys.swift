extension DocumentNode {
    /// The value under `key` of a mapping, or of a mapping that it merges with `<<` (yaml.org/type/merge.html).
    ///
    /// A member of its own wins over merged ones, an earlier merged mapping over a later one.
    package func mergedMember(_ key: String) -> DocumentNode? {
        self[key] ?? resolvingMergeKeys(once: true)[key]
    }

    /// This node with each `<<` replaced by the members of the mappings that it names, all the way down.
    ///
    /// Compose and GitLab read merge keys. Merged members stand behind the mapping's own and keep their spans.
    /// A `<<` whose value is neither a mapping nor a sequence of mappings stays a member.
    package func resolvingMergeKeys() -> DocumentNode { resolvingMergeKeys(once: false) }

    private func resolvingMergeKeys(once: Bool) -> DocumentNode {
        switch value {
        case .sequence(let elements) where !once:
            DocumentNode(.sequence(elements.map { $0.resolvingMergeKeys() }), span: span)
        case .mapping(let members): DocumentNode(.mapping(Self.merge(members, once: once)), span: span)
        default: self
        }
    }

    private static func merge(_ members: [DocumentMember], once: Bool) -> [DocumentMember] {
        var result: [DocumentMember] = []
        var keys = Set<String>()
        var sources: [DocumentNode] = []
        for var member in members {
            if member.key == "<<", let mappings = mappings(of: member.value) {
                sources += mappings
                continue
            }
            if !once { member.value = member.value.resolvingMergeKeys() }
            keys.insert(member.key)
            result.append(member)
        }
        for source in sources {
            // A merged mapping may merge others itself.
            for member in source.resolvingMergeKeys(once: once).members where keys.insert(member.key).inserted {
                result.append(member)
            }
        }
        return result
    }

    private static func mappings(of node: DocumentNode) -> [DocumentNode]? {
        switch node.value {
        case .mapping: return [node]
        case .sequence(let elements):
            let areMappings = elements.allSatisfy { element in
                if case .mapping = element.value { true } else { false }
            }
            return areMappings ? elements : nil
        default: return nil
        }
    }
}
