/// The folders of a repository.
enum FolderList {
    /// Every folder that has a file at any depth, sorted, the root left out; one walk over the sorted paths.
    static func all(in files: RepositoryFiles) -> [String] {
        var folders: Set<String> = []
        var last = ""
        for path in files.paths {
            var folder = RelativePath.folder(of: path)
            guard folder != last else { continue }
            last = folder
            while folder != ".", folders.insert(folder).inserted { folder = RelativePath.folder(of: folder) }
        }
        return folders.sorted()
    }
}
