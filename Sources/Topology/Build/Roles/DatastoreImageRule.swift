import Workspace

/// A folder whose image only sets up a datastore is part of that datastore.
struct DatastoreImageRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard let base = question.image?.base, question.surroundings.datastoreImages.contains(StoreImage(base).name),
            question.framework == nil
        else { return [] }
        return [
            RoleSign(
                .tooling, deploys: false, .orchestrated, "its image is the datastore \(StoreImage(base).name)",
                at: question.place("Dockerfile"))
        ]
    }
}
