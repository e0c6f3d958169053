import Testing
import Workspace

@Suite struct DockerfileParserTests {
    private func parse(_ text: String) throws -> Dockerfile {
        try DockerfileParser.parse(Array(text.utf8), path: "Dockerfile")
    }

    @Test func `stages, ports, commands and health checks are found`() throws {
        let file = try parse(
            """
            # syntax=docker/dockerfile:1
            ARG NODE=20
            FROM --platform=$BUILDPLATFORM node:${NODE}-alpine AS build
            WORKDIR /src
            COPY package*.json ./
            RUN npm ci \\
                # a comment
                && npm run build

            FROM node:${NODE}-alpine AS base
            ENV PORT=3000 HOST="0.0.0.0"
            EXPOSE $PORT
            HEALTHCHECK --interval=30s --timeout=3s CMD curl -f http://localhost:3000/ || exit 1
            CMD ["node", "server.js"]

            from base
            workdir /app
            workdir web
            COPY --from=build --chown=node:node /src/dist ./dist
            EXPOSE 9090/tcp 9100-9102 3000
            ENTRYPOINT exec tini --
            """)
        #expect(file.stages.map(\.image) == ["node:20-alpine", "node:20-alpine", "base"])
        #expect(file.stages.map(\.name) == ["build", "base", nil])
        #expect(file.exposedPorts == [3000, 9090, 9100, 9101, 9102])
        #expect(file.command == .exec(["node", "server.js"]))
        #expect(file.entrypoint == .shell("exec tini --"))
        #expect(file.workingDirectory == "/app/web")
        let healthcheck = try #require(file.healthcheck)
        #expect(healthcheck.flag("interval") == "30s")
        #expect(healthcheck.command == .shell("curl -f http://localhost:3000/ || exit 1"))
        #expect(file.place(of: healthcheck).line == 13)
        let run = try #require(file.stages[0].instructions.first { $0.keyword == "RUN" })
        #expect(run.arguments == "npm ci     && npm run build")
        #expect(run.line == 6)
        let copy = try #require(file.finalStage?.instructions.first { $0.keyword == "COPY" })
        #expect(copy.flag("from") == "build")
        #expect(copy.arguments == "/src/dist ./dist")
        #expect(file.finalVariables["HOST"] == "0.0.0.0")
        #expect(file.stages[0].instructions.first?.flag("platform") == "$BUILDPLATFORM")
    }

    @Test func `heredocs belong to their instruction`() throws {
        let file = try parse(
            """
            FROM a
            RUN <<EOF
            FROM b
            CMD c
            EOF
            COPY <<-"ONE" <<TWO /x/
            \t1
            \tONE
            2
            TWO
            RUN echo $((1 << 2)) <<< x "<<NO"
            CMD d
            """)
        let instructions = try #require(file.finalStage?.instructions)
        #expect(instructions.map(\.keyword) == ["FROM", "RUN", "COPY", "RUN", "CMD"])
        #expect(instructions[1].heredocs == ["FROM b\nCMD c\n"])
        #expect(instructions[2].heredocs == ["1\n", "2\n"])
        #expect(instructions.map(\.line) == [1, 2, 6, 11, 12])
    }

    @Test func `the escape directive changes what continues a line`() throws {
        let file = try parse("# escape=`\r\nFROM a\r\nRUN dir C:\\`\r\n  /s\r\nCMD x\r\n")
        #expect(file.finalStage?.instructions.map(\.arguments) == ["a", "dir C:\\  /s", "x"])
        let late = try parse("FROM a\n# escape=`\nRUN b`\nCMD x\n")
        #expect(late.finalStage?.instructions.count == 3)
    }

    @Test(
        arguments: [
            ("CMD [\"a\", \"b c\"]", .exec(["a", "b c"])), ("CMD a b", .shell("a b")), ("CMD ['a']", .shell("['a']")),
            ("CMD []", .exec([])), ("CMD [\"a\",\\\n \"b\"]", .exec(["a", "b"])), ("CMD a\nCMD b", .shell("b")),
            ("CMD [ -f x ] && y", .shell("[ -f x ] && y")),
        ] as [(String, DockerfileCommand)])
    func `the exec form is a JSON list of strings, anything else the shell form`(
        _ text: String, _ expected: DockerfileCommand
    ) throws {
        #expect(try parse("FROM a\n\(text)\n").command == expected)
    }

    @Test(
        arguments: [
            ("HEALTHCHECK NONE", nil), ("HEALTHCHECK CMD [\"a\"]", .exec(["a"])),
            ("HEALTHCHECK CMD a b", .shell("a b")),
            ("", nil),
        ] as [(String, DockerfileCommand?)])
    func `a health check may be switched off`(_ text: String, _ expected: DockerfileCommand?) throws {
        #expect(try parse("FROM a\n\(text)\n").healthcheck?.command == expected)
    }

    @Test func `assignments are read in both forms`() throws {
        let file = try parse("FROM a\nENV A b c\nENV D=\"e f\" G=h\\ i\nARG X=1\nARG Y\nENV Z=${X:-2}${Q:-3}\n")
        #expect(file.finalVariables == ["A": "b c", "D": "e f", "G": "h i", "X": "1", "Z": "13"])
    }

    @Test(
        arguments: [
            ("", "dockerfile/no-stage", 1), ("# FROM a\n", "dockerfile/no-stage", 1),
            ("ARG A\nRUN x\nFROM a\n", "dockerfile/before-from", 2), ("FROM a\nRUN <<E\nx\n", "dockerfile/unclosed", 2),
        ] as [(String, String, Int)])
    func `what is no Dockerfile is refused`(_ text: String, _ code: String, _ line: Int) {
        let error = #expect(throws: Diagnostic.self) { try parse(text) }
        #expect(error?.code == code)
        #expect(error?.place?.line == line)
    }

    @Test func `variables that multiply stay small`() throws {
        let file = try parse("FROM a\nENV a=xx\n" + String(repeating: "ENV a=$a$a\nARG b=$a$b\n", count: 200))
        #expect((file.finalVariables["a"]?.utf8.count ?? 0) < 20000)
        #expect((file.finalVariables["b"]?.utf8.count ?? 0) < 20000)
    }

    @Test func `no prefix traps`() {
        let seed = Array(
            "# escape=`\nFROM a AS b\nRUN <<-'E' `\n # c\n x\n\ty\n\tE\nENV A=$B${C:+d}\nEXPOSE 1-99999/x\n".utf8)
        for offset in seed.indices {
            let file = try? DockerfileParser.parse(Array(seed[..<offset]), path: "a")
            #expect((file?.exposedPorts.count ?? 0) < 65536)
            _ = try? DockerfileParser.parse(Array(seed[offset...]), path: "a")
        }
    }
}
