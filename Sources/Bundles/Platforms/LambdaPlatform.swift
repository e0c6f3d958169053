package import Topology
import Workspace

/// AWS Lambda: SAM (docs.aws.amazon.com, "AWS SAM template anatomy"), the Serverless Framework (serverless.com,
/// "Serverless.yml reference"), SST (sst.dev/docs/reference/config) and CDK (docs.aws.amazon.com/cdk, "cdk.json").
package struct LambdaPlatform: DescribedPlatform {
    package let id = "lambda"
    package let name = "AWS Lambda"

    /// Makes the entry.
    package init() {}

    /// docs.aws.amazon.com, "Lambda function versions" and "Create a Lambda function alias".
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .automatic("serverless"),
            deploy: [
                "In the folder of UNIT (PATH), run the tool of its configuration: `sam deploy`, `serverless deploy`, "
                    + "`cdk deploy` or `sst deploy`"
            ],
            rollback: [
                .init(
                    "Point the alias at the version before.",
                    [
                        "aws", "lambda", "update-alias", "--function-name", "<function>", "--name", "<alias>",
                        "--function-version", "<version>",
                    ])
            ], runsSeveral: true)
    }

    /// What each of the four says; tools that only make infrastructure show it without making a unit of their package.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        return templates(reader) + serverless(reader) + programs(reader)
    }

    /// `CodeUri` of functions, seen from the template.
    private func templates(_ reader: PlatformReader) -> [PlatformMatch] {
        var known: Set<String> = []
        return reader.documents(named: ["template.yaml", "template.yml"]).flatMap { document -> [PlatformMatch] in
            let transform = document.root["Transform"]
            let names = [transform?.string].compactMap(\.self) + (transform?.elements ?? []).compactMap(\.string)
            guard names.contains(where: { $0.hasPrefix("AWS::Serverless") }) else { return [] }
            let global = document.root[path: "Globals", "Function", "CodeUri"]?.string
            let base = RelativePath.folder(of: document.path)
            return (document.root["Resources"]?.members ?? []).compactMap { resource -> PlatformMatch? in
                guard resource.value["Type"]?.string == "AWS::Serverless::Function" else { return nil }
                let code = resource.value[path: "Properties", "CodeUri"]?.string ?? global ?? "."
                let package = reader.owner.package(file: document.path, folder: RelativePath.join(base, code))
                guard let package, known.insert(package).inserted else { return nil }
                var match = reader.match(package, at: document.place(of: resource))
                match.add(type: .function, at: document.place(of: resource))
                return match
            }
        }
    }

    private func serverless(_ reader: PlatformReader) -> [PlatformMatch] {
        reader.documents(named: ["serverless.yml", "serverless.yaml"]).compactMap { document in
            let provider = document.root["provider"]?["name"]?.string ?? document.root["provider"]?.string
            guard provider == "aws", document.root["functions"] != nil,
                let package = reader.owner.package(file: document.path)
            else { return nil }
            var match = reader.match(package, at: FilePlace(document.path, line: 1))
            match.add(type: .function, at: FilePlace(document.path, line: 1))
            return match
        }
    }

    /// `handler: "packages/functions/src/a.handler"` and `path: "packages/web"` of a program that makes them.
    private func programs(_ reader: PlatformReader) -> [PlatformMatch] {
        let repository = reader.repository
        var known: Set<String> = []
        return repository.files.named("sst.config.ts").filter { !SourceRole.isAside($0) }.flatMap { file in
            let base = RelativePath.folder(of: file)
            let infra = repository.files.under(RelativePath.join(base, "infra") ?? "infra").filter {
                $0.hasSuffix(".ts")
            }
            return ([file] + infra).flatMap { path -> [PlatformMatch] in
                let lines = (repository.files.text(path) ?? "").split(
                    separator: "\n", omittingEmptySubsequences: false)
                return lines.enumerated().compactMap { index, line in
                    guard let (key, text) = Self.literal(line), let folder = RelativePath.join(base, text),
                        let package = reader.owner.package(file: "-", folder: folder), known.insert(package).inserted
                    else { return nil }
                    var match = reader.match(package, at: FilePlace(path, line: index + 1), confidence: 75)
                    if key == "handler" { match.add(type: .function, at: FilePlace(path, line: index + 1)) }
                    return match
                }
            }
        }
    }

    private static func literal(_ line: Substring) -> (key: String, text: String)? {
        for key in ["handler", "path"] {
            guard let mark = line.firstRange(of: key + ":") else { continue }
            let text = line[mark.upperBound...].drop { $0 == " " }
            guard let quote = text.first, "\"'`".contains(quote) else { continue }
            let value = text.dropFirst().prefix { $0 != quote }
            return value.contains("$") ? nil : (key, String(value))
        }
        return nil
    }
}
