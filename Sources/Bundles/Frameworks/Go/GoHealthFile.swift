/// The Go file that holds a health endpoint.
struct GoHealthFile: Sendable {
    /// How its first line begins: what tells a generated file from a person's.
    static let mark = "// Health endpoint, made by infra-ws"

    /// Names that the file declares, all free in its package.
    struct Names: Sendable {
        /// The constructor of the handler.
        var constructor: String
        /// The handler of the liveness path.
        var live: String
        /// The type of a check.
        var check: String
        /// The time limit.
        var limit: String
        /// What writes an answer.
        var write: String

        /// Names with a word before `Health` where a plain one is taken.
        init(avoiding taken: Set<String>) {
            let words: [String] = ["", "Infra"] + (2..<10).map { "Infra\($0)" }
            let free = words.first { word in Self(word).all.allSatisfy { !taken.contains($0) } }
            self.init(free ?? "InfraWS")
        }

        /// Names with a word in them.
        init(_ word: String) {
            let start = word.isEmpty ? "health" : word.lowercased() + "Health"
            constructor = "new\(word)HealthHandler"
            live = start + "Live"
            check = start + "Check"
            limit = start + "Timeout"
            write = "write\(word)Health"
        }

        /// All of them.
        var all: [String] { [constructor, live, check, limit, write] }
    }

    /// Name in its package clause.
    var package: String
    /// Names that it declares.
    var names: Names
    /// What it asks, in the order of the answer.
    var checks: [GoHealthCheck]
    /// Whether the handlers must refuse other methods than GET and HEAD themselves.
    var checksMethod: Bool
    /// Whether it has a handler that asks nothing.
    var hasLive: Bool
    /// Whether that handler is an `http.Handler` rather than a function.
    var liveIsValue = false
    /// The place from which the connections are known, for the head of the file.
    var origin: String

    /// Its text, as gofmt has it.
    var text: String {
        var parts = [head, "package \(package)", GoText.imports(imports).joined(separator: "\n")]
        if !checks.isEmpty { parts += [limit, checkType] }
        parts.append(constructor)
        if !checks.isEmpty { parts.append(starter) }
        if hasLive { parts.append(liveHandler) }
        parts.append(writer)
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var imports: Set<String> {
        let own: Set<String> =
            checks.isEmpty
            ? ["fmt", "net/http", "time"] : ["context", "errors", "fmt", "net/http", "strings", "time"]
        return checks.reduce(into: own) { $0.formUnion($1.imports) }
    }

    private var head: String {
        """
        \(Self.mark) from the routes in \(GoText.comment(origin)).
        //
        // The time limit, the checks and the answer may be edited: infra-ws leaves the file as it is while the
        // endpoint answers as it should.
        """
    }

    private var limit: String {
        """
        // \(names.limit) is the time that all checks together may take.
        const \(names.limit) = 2 * time.Second
        """
    }

    private var checkType: String {
        """
        // \(names.check) asks one component whether it answers.
        type \(names.check) struct {
        \tname     string
        \trequired bool
        \task      func(context.Context) error
        }
        """
    }

    private var methodCheck: String {
        guard checksMethod else { return "" }
        return """
            \tif r.Method != http.MethodGet && r.Method != http.MethodHead {
            \t\tw.Header().Set("Allow", "GET, HEAD")
            \t\tw.WriteHeader(http.StatusMethodNotAllowed)
            \t\treturn
            \t}

            """
    }

    private var writer: String {
        """
        func \(names.write)(w http.ResponseWriter, r *http.Request, code int, status, components string) {
        \(methodCheck)\tw.Header().Set("Content-Type", "application/json")
        \tw.Header().Set("Cache-Control", "no-store")
        \tw.WriteHeader(code)
        \tnow := time.Now().UTC().Format(time.RFC3339)
        \t_, _ = fmt.Fprintf(w, "{\\"status\\":%q,%s\\"timestamp\\":%q}\\n", status, components, now)
        }
        """
    }

    private var liveHandler: String {
        if liveIsValue {
            return """
                // \(names.live) answers 200 while the program runs; it asks nothing.
                var \(names.live) = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
                \t\(names.write)(w, r, http.StatusOK, "healthy", "")
                })
                """
        }
        return liveFunction
    }

    private var liveFunction: String {
        """
        // \(names.live) answers 200 while the program runs; it asks nothing.
        func \(names.live)(w http.ResponseWriter, r *http.Request) {
        \t\(names.write)(w, r, http.StatusOK, "healthy", "")
        }
        """
    }
}

// MARK: - The handler

extension GoHealthFile {
    private var constructor: String {
        guard !checks.isEmpty else {
            return """
                // \(names.constructor) answers 200 while the program runs: there is nothing to ask.
                func \(names.constructor)() http.HandlerFunc {
                \treturn func(w http.ResponseWriter, r *http.Request) {
                \t\t\(names.write)(w, r, http.StatusOK, "healthy", "")
                \t}
                }
                """
        }
        let parameters = checks.compactMap(\.parameter).map { "\($0.name) \($0.type)" }.joined(separator: ", ")
        return """
            // \(names.constructor) answers 200 while every required component answers, and 503 while one does not.
            func \(names.constructor)(\(parameters)) http.HandlerFunc {
            \tchecks := []\(names.check){
            \(checks.map(literal).joined(separator: "\n"))
            \t}
            \treturn func(w http.ResponseWriter, r *http.Request) {
            \t\tctx, cancel := context.WithTimeout(r.Context(), \(names.limit))
            \t\tdefer cancel()
            \t\tanswers := make([]<-chan bool, len(checks))
            \t\tfor i, check := range checks {
            \t\t\tanswers[i] = check.start(ctx)
            \t\t}
            \t\tstatus, code := "healthy", http.StatusOK
            \t\tvar components strings.Builder
            \t\tfor i, check := range checks {
            \t\t\tstate := "ok"
            \t\t\tif !<-answers[i] {
            \t\t\t\tstate = "down"
            \t\t\t\tif check.required {
            \t\t\t\t\tstatus, code = "unhealthy", http.StatusServiceUnavailable
            \t\t\t\t} else if code == http.StatusOK {
            \t\t\t\t\tstatus = "degraded"
            \t\t\t\t}
            \t\t\t}
            \t\t\tfmt.Fprintf(&components, "%q:%q,", check.name, state)
            \t\t}
            \t\t\(names.write)(w, r, code, status, components.String())
            \t}
            }
            """
    }

    private func literal(_ check: GoHealthCheck) -> String {
        let head =
            "\t\t{name: \(GoText.quoted(check.component.key)), required: \(check.component.isRequired), "
            + "ask: func(ctx context.Context) error {"
        return ([head] + check.statements.map { "\t\t\t" + $0 } + ["\t\t}},"]).joined(separator: "\n")
    }

    private var starter: String {
        """
        // start asks in the background. The answer comes in time, whatever the component does.
        func (c \(names.check)) start(ctx context.Context) <-chan bool {
        \tasked := make(chan error, 1)
        \tgo func() {
        \t\tdefer func() {
        \t\t\tif recover() != nil {
        \t\t\t\tasked <- errors.New("the check panicked")
        \t\t\t}
        \t\t}()
        \t\tasked <- c.ask(ctx)
        \t}()
        \tanswer := make(chan bool, 1)
        \tgo func() {
        \t\tselect {
        \t\tcase err := <-asked:
        \t\t\tanswer <- err == nil
        \t\tcase <-ctx.Done():
        \t\t\tanswer <- false
        \t\t}
        \t}()
        \treturn answer
        }
        """
    }
}
