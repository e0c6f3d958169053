import Synchronization
import Workspace

/// The only place that writes: results to standard output or to the file of `--output`, talk to standard error.
final class Output: Sendable {
    /// Progress, warnings and errors.
    let progress: ProgressReporter

    private enum Destination: Sendable {
        case sink(any ByteSink, isTerminal: Bool)
        case file(OutputFile)
    }

    private struct State {
        var pending: [UInt8] = []
        var failure: Diagnostic?
    }

    private let destination: Destination
    private let isColored: Bool
    private let state = Mutex(State())

    /// Makes an output.
    ///
    /// - Parameters:
    ///   - options: Where the results go, and when colour is used.
    ///   - surroundings: What kind of places those are.
    ///   - results: Standard output.
    ///   - talk: Standard error.
    /// - Throws: `output/...` if the file of `--output` cannot be written.
    init(
        _ options: GlobalOptions, surroundings: Surroundings, results: any ByteSink, talk: any ByteSink
    ) throws(Diagnostic) {
        progress = ProgressReporter(talk, surroundings: surroundings, color: options.color)
        let isTerminal: Bool
        if let path = options.output {
            destination = .file(try OutputFile(checking: path))
            isTerminal = false
            // A file is for reading later: only `--color always` puts escape sequences there.
            isColored = options.color == .always
        } else {
            isTerminal = surroundings.resultsAreTerminal
            destination = .sink(results, isTerminal: isTerminal)
            isColored = ColorPolicy.isColored(options.color, surroundings: surroundings, isTerminal: isTerminal)
        }
    }

    /// Prints results for people; the caller ends lines.
    func result(_ text: StyledText) {
        take(text.rendered(isColored: isColored))
    }

    /// Prints results for people that have no styles; the caller ends lines.
    func result(_ text: String) {
        result(StyledText(text))
    }

    /// Prints results for programs, such as JSON, byte for byte.
    ///
    /// Only on a terminal are the characters replaced that it would obey.
    func document(_ text: String) {
        guard case .sink(_, isTerminal: true) = destination else { return take(text) }
        take(Terminal.sanitised(text, keepsLines: true))
    }

    /// Prints results for programs that are UTF-8 already.
    func document(_ bytes: [UInt8]) {
        guard case .sink(_, isTerminal: true) = destination else { return take(bytes) }
        document(String(decoding: bytes, as: UTF8.self))
    }

    /// Prints an error or a warning.
    func report(_ diagnostic: Diagnostic) {
        progress.show(DiagnosticPrinter.line(for: diagnostic))
    }

    /// Prints errors and warnings in the order of their places.
    func report(_ diagnostics: some Sequence<Diagnostic>) {
        for diagnostic in diagnostics { report(diagnostic) }
    }

    /// Hands over what is still held back: the file of `--output` appears now.
    ///
    /// - Throws: `output/unwritable` if something could not be written, now or before.
    func close() throws(Diagnostic) {
        let (pending, failure) = state.withLock { ($0.pending, $0.failure) }
        if let failure { throw failure }
        if case .file(let file) = destination { try file.write(pending) }
    }

    private func take(_ text: String) { take(Array(text.utf8)) }

    private func take(_ bytes: [UInt8]) {
        state.withLock { state in
            guard case .sink(let sink, let isTerminal) = destination else {
                state.pending += bytes
                return
            }
            guard state.failure == nil else { return }
            guard isTerminal else {
                do throws(Diagnostic) { try sink.write(bytes) } catch { state.failure = error }
                return
            }
            progress.makingRoom {
                do throws(Diagnostic) { try sink.write(bytes) } catch { state.failure = error }
            }
        }
    }
}
