import Workspace

/// A program that waits for work rather than for requests: a queue's consumer, a workflow's worker, a private package
/// that starts something and that nothing depends on.
struct QueueWorkerRule: RoleRule {
    /// Libraries of queues by ecosystem, with the calls that begin to take work from them: docs.temporal.io,
    /// docs.bullmq.io, kafka.js.org, rabbitmq.com, github.com/hibiken/asynq, docs.nats.io.
    private static let libraries: [(ecosystem: Ecosystem, names: [String], calls: [String], endings: [String])] = [
        (
            .node,
            ["@temporalio/worker", "bullmq", "bull", "bee-queue", "kafkajs", "amqplib", "graphile-worker", "pg-boss"],
            ["Worker.create(", "new Worker(", ".process(", ".consume(", "eachMessage", "eachBatch", ".work("],
            ["ts", "js", "mts", "mjs"]
        ),
        (
            .go, ["go.temporal.io/sdk", "github.com/hibiken/asynq", "github.com/riverqueue/river"],
            ["worker.New(", "asynq.NewServer(", "river.NewClient("], ["go"]
        ),
        (.python, ["temporalio", "rq", "dramatiq", "arq"], ["Worker(", "WorkerSettings", "broker ="], ["py"]),
    ]

    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard question.framework == nil, !question.isWorkspaceRoot, question.importers.isEmpty,
            let start = Self.start(question)
        else { return [] }
        for library in Self.libraries {
            guard question.dependency(library.names, in: library.ecosystem) != nil,
                let place = question.line(holding: library.calls, inFilesEnding: library.endings)
            else { continue }
            return [RoleSign(.worker, deploys: true, .code, "it takes work from a queue", at: place)]
        }
        return quiet(question, start)
    }

    /// What runs a program of the package: a script that calls a runtime with a file, or an image's command.
    private static func start(_ question: RoleQuestion) -> FilePlace? {
        let script = ["start:prod", "start:production", "start"].lazy.compactMap { question.node?.script($0) }
            .first { runs($0.command) }
        return script?.place ?? question.image?.commandPlace
            ?? (question.node == nil ? GoProgramRule.main(question) : nil)
    }

    private static let runtimes: Set<String> = ["node", "bun", "tsx", "ts-node", "deno", "pm2", "pm2-runtime"]

    private static func runs(_ command: String) -> Bool {
        let words = command.split(separator: " ").drop { $0.contains("=") || $0 == "cross-env" || $0 == "dotenv" }
        guard let first = words.first, runtimes.contains(String(first)) else { return false }
        // `node scripts/start.js` starts a tool of the package, not the package.
        return words.contains { word in
            ["src/", "dist/", "lib/", "build/", "./src", "./dist", "index.", "main.", "worker.", "server."].contains {
                word.hasPrefix($0)
            }
        }
    }

    /// Private, started, and used by nobody: it is run for what it does.
    private func quiet(_ question: RoleQuestion, _ start: FilePlace) -> [RoleSign] {
        guard let manifest = question.node, manifest.isPrivate == true, manifest.commands.isEmpty, !question.isNamed,
            !manifest.isImportable || manifest.script("build") != nil, !question.isBuiltToBeImported,
            StorybookRule.configuration(question) == nil
        else { return [] }
        return [RoleSign(.worker, deploys: true, .custom, "private, started, and nothing depends on it", at: start)]
    }
}
