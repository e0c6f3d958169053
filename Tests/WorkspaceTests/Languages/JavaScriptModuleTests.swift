import Testing

@testable import Workspace

@Suite struct JavaScriptModuleTests {
    private func module(_ source: String, _ language: SourceLanguage = .javaScript) -> JavaScriptModule {
        JavaScriptModule(Array(source.utf8), language)
    }

    private let common = """
        #!/usr/bin/env node
        'use strict';
        const express = require('express');
        const { Pool, Client: PgClient } = require("pg");
        require('dotenv').config();

        // const app = express()
        const text = "app.get('/in-a-string', x)";
        const app = express();
        const pool = new Pool({ connectionString: process.env.DATABASE_URL || 'postgres://localhost/x' });

        app.use(express.json());
        app.get('/health', (req, res) => {
          if (/[/'"]x/.test(req.url)) return res.send(`app.get('/in-a-template', ${process.env['REGION'] ?? "eu"})`);
          res.json({ ok: true });
        });
        app.route('/book').get(list).post(create);
        const { PORT = 3000, HOST } = process.env;
        if (require.main === module) {
          app.listen(PORT, () => console.log(4 / 2 / 1));
        }
        module.exports = { app, db: pool };

        """

    private let typed = """
        import express, { type Request, Router as R } from "express"
        import * as http from "node:http"
        import type { Config } from "./config"
        import "./tracing"

        export function createApp(config: Config): express.Express {
          const app = express()
          const pick = <T,>(value: T): T => value
          app.use("/api", R())
          const inner = () => { return 1 }
          return app
        }

        export const handler = async (request: Request): Promise<Array<string>> => {
          return [`${request.url}`]
        }
        export { typed as other, handler as default }
        const server = http.createServer(createApp({} as Config))
        server.listen(Number(process.env.PORT!), "0.0.0.0")

        """

    @Test func `CommonJS modules are read`() {
        let parsed = module(common)
        #expect(parsed.isModuleSyntax == false)
        #expect(
            parsed.imports.map { "\($0.line) \($0.module) \($0.bindings.map { "\($0.imported)=\($0.local)" })" } == [
                "3 express [\"*=express\"]", "4 pg [\"Pool=Pool\", \"Client=PgClient\"]", "5 dotenv []",
            ])
        #expect(parsed.exports.map { "\($0.name)=\($0.local ?? "-")" } == ["app=app", "db=pool"])
        #expect(parsed.locals(of: "default", from: "express") == ["express"])
        #expect(parsed.importAnchor == SourceAnchor(offset: 148, indentation: "", line: 6))
    }

    @Test func `the app and its routes are found, not those in strings, comments and templates`() {
        let parsed = module(common)
        #expect(parsed.declarations.filter { $0.call?.callee == "express" }.map(\.line) == [9])
        let pool = parsed.declarations.first { $0.name == "pool" }
        #expect(pool?.call?.isConstruction == true)
        let routes = parsed.calls(of: ["get", "post", "use", "listen"], on: "app")
        #expect(
            routes.map { "\($0.line) \($0.callee) \($0.firstString ?? "-")" } == [
                "12 app.use -", "13 app.get /health", "17 app.route().get -", "17 app.route().get().post -",
                "20 app.listen -",
            ])
        #expect(parsed.statement(of: routes[1]).map { parsed.text.line(of: $0.range.upperBound) } == 16)
        #expect(parsed.calls.first { $0.callee == "app.route" }?.firstString == "/book")
    }

    @Test func `variables of the environment are found with defaults`() {
        let reads = module(common).environmentReads.map {
            "\($0.line) \($0.name) \($0.hasDefault) \($0.defaultValue ?? "-")"
        }
        #expect(
            reads == [
                "10 DATABASE_URL true postgres://localhost/x", "14 REGION true eu", "18 PORT true 3000",
                "18 HOST false -",
            ])
        #expect(
            module("Deno.env.get('A') ?? 1; Bun.env.B; process.env.C = '1'").environmentReads.map(\.name) == ["A", "B"])
    }

    @Test func `TypeScript with imports is read`() {
        let parsed = module(typed, .typeScript)
        #expect(parsed.isModuleSyntax == true)
        #expect(
            parsed.imports.map { "\($0.module) \($0.isTypeOnly) \($0.bindings.map { "\($0.imported)=\($0.local)" })" }
                == [
                    "express false [\"default=express\", \"Request=Request\", \"Router=R\"]",
                    "node:http false [\"*=http\"]", "./config true [\"Config=Config\"]", "./tracing false []",
                ])
        #expect(parsed.importAnchor.line == 5)
        #expect(
            parsed.exports.map { "\($0.name)=\($0.local ?? "-")" } == [
                "createApp=createApp", "handler=handler", "other=typed", "default=handler",
            ])
        #expect(parsed.environmentReads.map(\.name) == ["PORT"])
    }

    @Test(arguments: [SourceLanguage.typeScript, .tsx])
    func `a factory has its variable, its return and an anchor before it`(_ language: SourceLanguage) throws {
        let parsed = module(typed, language)
        let app = try #require(parsed.declarations.first { $0.name == "app" })
        let function = try #require(app.function)
        #expect(parsed.functions[function].name == "createApp")
        #expect(parsed.functions.map(\.name) == ["createApp", "inner", "handler"])
        let last = try #require(parsed.returns(of: function).last)
        #expect(last.line == 11)
        #expect(parsed.anchor(before: last).indentation == "  ")
        #expect(parsed.standsAlone(last))
    }

    @Test func `the style of a file is found`() {
        #expect(module(typed, .typeScript).style == JavaScriptStyle(quote: "\"", hasSemicolons: false, indent: "  "))
        #expect(module(common).style == JavaScriptStyle(quote: "'", hasSemicolons: true, indent: "  "))
        #expect(module("function f() {\n\treturn 1\n}\n").style.indent == "\t")
        #expect(module("").style.literal("it's\\\n") == #"'it\'s\\\n'"#)
    }

    @Test func `elements hold text that is no code`() {
        let source = """
            export default function Page({ items }) {
              const n = items.length < 3 && items.length > 1
              return (
                <main className='a "b' data-x={items.map((i) => <li key={i}>don't {i} // no comment</li>)}>
                  <>It's {`${process.env.NAME}`}</> <br/> a / b
                </main>
              )
            }
            const after = 'seen'

            """
        let parsed = module(source, .tsx)
        #expect(parsed.declarations.map(\.name) == ["n", "after"])
        #expect(parsed.environmentReads.map(\.name) == ["NAME"])
        #expect(parsed.exports.map(\.local) == ["Page"])
        #expect(parsed.tokens.comments.isEmpty)
        #expect(module("const a = 1<<b\nconst c = 2\n").declarations.map(\.name) == ["a", "c"])
    }

    @Test(arguments: [
        ("a = b / c / d", 0), ("a = /b/g", 1), ("if (x) /b/.test(y)", 1), ("f(x) / 2 / 3", 0), ("return /[/]/", 1),
        ("x++ / 2 / 1", 0), ("[1] / 2 / 3", 0), ("`a` / 2 / 3", 0), ("a = /unclosed\nb / c", 0),
    ])
    func `a slash starts a regular expression only where an expression starts`(_ source: String, _ count: Int) {
        #expect(module(source).tokens.tokens.filter { $0.kind == .regularExpression }.count == count)
    }

    @Test(arguments: [
        ("a()\nb()", 2), ("a\n  .b()\n  .c()", 1), ("const x = 1,\n  y = 2\nz()", 2), ("x =\n  1", 1),
        ("if (a)\n  b()", 1),
        ("if (a) { }\nelse { }\nb()", 2), ("function f() { } g()", 2), ("a = function () { }\nb()", 2),
        ("try { } catch (e) { } finally { } b()", 2), ("return\nx", 2), ("a; b; c", 3), ("a ||\n b", 1),
        ("let x: Array<string>\nconst y = 1", 2), ("do { x() } while (y)\nz()", 2), ("a\n++b", 2),
        ("const f = async () => {\n}\nf()", 2), ("export default {\n a: 1,\n}\nx", 2),
        ("function f() {\n  g()\n}\nclass A {\n  b = 1\n}\nx", 3), ("f(() => {\n  g()\n})\nh()", 2),
    ])
    func `statements end at semicolons and where a line cannot go on`(_ source: String, _ count: Int) {
        #expect(module(source, .typeScript).statements.statements.filter { $0.parent == nil }.count == count)
    }

    @Test func `dynamic imports, exports from and other forms are told apart`() {
        let source = """
            export * from './a'
            export { b as c } from './b'
            const d = await import('./d')
            import e = require('./e')
            exports.f = g
            const h = require('./h').default
            """
        let parsed = module(source, .typeScript)
        #expect(
            parsed.imports.map { "\($0.module) \($0.form)" } == [
                "./a reexport", "./b reexport", "./d dynamic", "./e require", "./h require",
            ])
        #expect(parsed.imports.last?.bindings == [JavaScriptBinding(imported: "default", local: "h")])
        #expect(parsed.imports[3].local("*") == "e")
        #expect(parsed.exports.map(\.name) == ["c", "f"])
    }

    @Test func `methods and function properties are functions with names`() {
        let source =
            "class A { async get(x) { return 1 } }\nconst o = { run: async function () { }, go(a, b) { } }\nf(function () { })"
        #expect(module(source).functions.map(\.name) == ["get", "run", "go", ""])
    }

    @Test func `an import is added after the directives where there is none`() {
        #expect(module("// licence\n'use strict'\n\nfoo()\n").importAnchor.line == 3)
        #expect(module("// licence\nfoo()\n").importAnchor.line == 2)
        #expect(module("import a from 'a'\r\nfoo()\r\n").importAnchor.offset == 19)
    }
}
