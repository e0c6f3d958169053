import Workspace

/// A handler that somebody's function platform calls.
struct FunctionRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard question.importers.isEmpty,
            let place = go(question) ?? node(question) ?? java(question) ?? dotNet(question) ?? azure(question)
                ?? firebase(question) ?? python(question)
        else { return [] }
        return [RoleSign(.function, deploys: true, .kind, "a handler of functions", at: place)]
    }

    /// docs.aws.amazon.com/lambda, "Define Lambda function handlers in Go"; cloud.google.com, "Functions Framework".
    private func go(_ question: RoleQuestion) -> FilePlace? {
        guard question.dependency(["github.com/aws/aws-lambda-go"], in: .go) != nil else { return nil }
        // Beside other programs of one module a handler is one of them.
        guard question.framework == nil else { return nil }
        return question.line(holding: ["lambda.Start(", "lambda.StartWithOptions("], inFilesEnding: ["go"])
    }

    /// A handler that an entry exports; types alone are used by tests of others too.
    private func node(_ question: RoleQuestion) -> FilePlace? {
        let declared = question.dependency(
            ["@types/aws-lambda", "aws-lambda", "@google-cloud/functions-framework", "@azure/functions"], in: .node)
        guard declared != nil, question.framework == nil, !question.contents.isImportable else { return nil }
        return question.line(
            holding: [
                "export const handler", "exports.handler", "export async function handler", "functions.http(",
                "functions.cloudEvent(", "app.http(", "export { handler",
            ], inFilesEnding: ["ts", "js", "mjs", "mts"])
    }

    private func java(_ question: RoleQuestion) -> FilePlace? {
        let names = ["com.amazonaws:aws-lambda-java-core", "io.quarkus:quarkus-amazon-lambda"]
        guard question.dependency(names, in: .jvm) != nil else { return nil }
        return question.line(
            holding: [
                "implements RequestHandler<", "extends SpringBootRequestHandler", "implements RequestStreamHandler",
            ],
            inFilesEnding: ["java", "kt"])
    }

    private func dotNet(_ question: RoleQuestion) -> FilePlace? {
        let names = ["Amazon.Lambda.Core", "Microsoft.NET.Sdk.Functions", "Microsoft.Azure.Functions.Worker"]
        return question.dependency(names, in: .dotnet)?.place
    }

    /// learn.microsoft.com, "host.json reference for Azure Functions".
    private func azure(_ question: RoleQuestion) -> FilePlace? {
        guard question.contents.has("host.json"),
            question.contents.has("local.settings.json") || question.contents.has("function_app.py")
        else { return nil }
        return question.place("host.json")
    }

    /// `firebase.json` that names the folder as the source of functions (firebase.google.com/docs/cli).
    private func firebase(_ question: RoleQuestion) -> FilePlace? {
        guard question.dependency(["firebase-functions"], in: .node) != nil else { return nil }
        let folder = RelativePath.folder(of: question.contents.path)
        let path = ManifestStore.path("firebase.json", in: folder)
        guard let document = question.contents.manifests.lenientDocument(path), let node = document.root["functions"]
        else { return nil }
        return document.place(of: node)
    }

    private func python(_ question: RoleQuestion) -> FilePlace? {
        guard question.framework == nil else { return nil }
        let declared = question.dependency(["functions-framework", "aws-lambda-powertools", "mangum"], in: .python)
        guard declared != nil else { return nil }
        return question.line(
            holding: ["def handler(event", "def lambda_handler(", "@functions_framework.", "= Mangum("],
            inFilesEnding: ["py"])
    }
}
