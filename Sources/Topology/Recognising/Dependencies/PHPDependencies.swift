import Workspace

/// `require` and `require-dev` of `composer.json`, as `vendor/package`.
struct PHPDependencies: DependencyReader {
    let ecosystem = Ecosystem.php

    func read(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency] {
        guard let document = manifests.document(ManifestStore.path("composer.json", in: folder)) else { return [] }
        let groups: [(String, DependencyKind)] = [("require", .production), ("require-dev", .development)]
        return groups.flatMap { key, kind in
            (document.root[key]?.members ?? []).map { member in
                DeclaredDependency(
                    name: member.key.lowercased(), requirement: member.value.string ?? "", kind: kind,
                    place: document.place(of: member))
            }
        }
    }
}
