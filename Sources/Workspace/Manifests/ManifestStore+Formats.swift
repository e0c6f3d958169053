// MARK: - Manifests that are no plain JSON, TOML or YAML

extension ManifestStore {
    /// A JSON file that its tool reads with comments and trailing commas (`tsconfig.json`, `nx.json`, `rush.json`).
    package func lenientOutcome(_ path: String) -> Outcome {
        guard files.lists(path) else { return .absent }
        return derived("json:" + path) {
            guard files.contains(path), let bytes = files.contents(path) else { return .absent }
            do throws(Diagnostic) {
                return .document(try JSONParser.parse(bytes, path: path, dialect: .withComments))
            } catch {
                return .failure(error)
            }
        }
    }

    /// The document of `lenientOutcome`; nil where it is absent or cannot be parsed.
    package func lenientDocument(_ path: String) -> Document? {
        guard case .document(let document) = lenientOutcome(path) else { return nil }
        return document
    }

    /// What is wrong with a file that is read by `lenientOutcome`.
    package func lenientFailure(_ path: String) -> Diagnostic? {
        guard case .failure(let diagnostic) = lenientOutcome(path) else { return nil }
        return diagnostic
    }

    /// An XML file: the document, or what is wrong with it; nil where it is absent.
    package func xml(_ path: String) -> Result<XMLDocument, Diagnostic>? {
        guard files.lists(path) else { return nil }
        return derived("xml:" + path) {
            guard files.contains(path), let bytes = files.contents(path) else { return nil }
            do throws(Diagnostic) {
                return .success(try XMLParser.parse(bytes, path: path))
            } catch {
                return .failure(error)
            }
        }
    }

    /// The tokens of a manifest that is source code; nil where it is absent.
    package func tokens(_ path: String, _ language: SourceLanguage) -> SourceTokens? {
        guard files.lists(path) else { return nil }
        return derived("tokens:" + path) {
            guard files.contains(path), let bytes = files.contents(path) else { return nil }
            return SourceTokens(bytes, language)
        }
    }
}
