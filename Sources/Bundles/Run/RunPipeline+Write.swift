package import Workspace

extension RunPipeline {
    /// Writes everything in one transaction, under the repository's lock.
    ///
    /// - Throws: What stopped it; everything is then as it was before.
    package func write(_ changes: ChangeSet, command: String) throws(Diagnostic) {
        let lock = try request.state.lock()
        if let recovered = try TransactionRecovery.recover(stateFolder: request.state.path, root: request.root) {
            surroundings.progress.note(recovered.line)
        }
        let transaction = try FileTransaction(
            changes, root: request.root, stateFolder: request.state.path, command: command)
        try transaction.commit()
        _ = consume lock
    }
}
