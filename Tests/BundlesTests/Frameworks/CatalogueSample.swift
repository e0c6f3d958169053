import Testing
import Topology
import Workspace

@testable import Bundles

/// The smallest package that shows a framework, as its own guide writes it; `docs/catalogue.md` says what is seen of it.
struct CatalogueSample: Sendable, CustomTestStringConvertible {
    /// Id of the framework.
    var id: String
    /// Files relative to the package, its manifest among them.
    var files: [String: String]
    /// The file that uses the framework: without it nothing but a dependency is left.
    var shownBy: String

    var testDescription: String { id }

    /// The package, optionally without one file.
    func contents(without file: String? = nil) -> PackageContents {
        Self.contents(files.filter { $0.key != file })
    }

    /// A package of some files, its dependencies read from its manifests.
    static func contents(_ files: [String: String], at path: String = "app") -> PackageContents {
        let prefix = path == "." ? "" : path + "/"
        let repository = RepositoryFiles(
            Dictionary(uniqueKeysWithValues: files.map { (prefix + $0.key, $0.value) }))
        let manifests = ManifestStore(repository)
        var dependencies: [Ecosystem: [DeclaredDependency]] = [:]
        for reader in DependencyReaders.all {
            dependencies[reader.ecosystem, default: []] += reader.read(path, manifests)
        }
        return PackageContents(
            path: path, name: "app", files: repository, claims: [],
            paths: repository.paths.filter { RelativePath.isInside($0, path) }, dependencies: dependencies,
            manifests: manifests)
    }

    /// All of them, one for each entry of the catalogue.
    static let all: [CatalogueSample] = python + nodeServers + sites + go + tokens + compiled
}

extension CatalogueSample {
    private static func pythonSample(_ id: String, _ file: String, _ text: String, _ more: [String: String] = [:])
        -> Self
    {
        let library = id == "fastapi" ? "fastapi\nuvicorn\n" : id + "\n"
        return CatalogueSample(
            id: id, files: ["requirements.txt": library, file: text].merging(more) { $1 }, shownBy: file)
    }

    fileprivate static let python: [CatalogueSample] = [
        pythonSample("fastapi", "main.py", "from fastapi import FastAPI\n\napp = FastAPI()\n"),
        pythonSample("flask", "app.py", "from flask import Flask\n\napp = Flask(__name__)\n"),
        pythonSample(
            "django", "manage.py",
            "import os\n\n\ndef main():\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site1.settings')\n",
            [
                "site1/__init__.py": "", "site1/settings.py": "ROOT_URLCONF = 'site1.urls'\n",
                "site1/urls.py": "urlpatterns = []\n",
                "site1/wsgi.py":
                    "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n",
            ]),
        pythonSample(
            "starlette", "main.py",
            "from starlette.applications import Starlette\n\napp = Starlette(routes=[])\n"),
        pythonSample("litestar", "app.py", "from litestar import Litestar\n\napp = Litestar([])\n"),
        pythonSample("celery", "tasks.py", "from celery import Celery\n\napp = Celery('tasks')\n"),
        pythonSample("streamlit", "app.py", "import streamlit as st\n\nst.title('x')\n"),
    ]

    private static func node(
        _ id: String, _ dependencies: [String], _ file: String, _ text: String, scripts: [String: String] = [:]
    ) -> Self {
        CatalogueSample(
            id: id,
            files: [
                "package.json": NodeUnit.manifest(dependencies, scripts: scripts, type: "module"), file: text,
            ], shownBy: file)
    }

    fileprivate static let nodeServers: [CatalogueSample] = [
        node(
            "express", ["express"], "index.js", "import express from 'express';\nexpress().listen(process.env.PORT);\n"),
        node(
            "fastify", ["fastify"], "server.js",
            "import Fastify from 'fastify';\nconst app = Fastify();\nawait app.listen({ port: process.env.PORT });\n"),
        node(
            "koa", ["koa"], "app.js", "import Koa from 'koa';\nconst app = new Koa();\napp.listen(process.env.PORT);\n"),
        node(
            "hono", ["hono", "@hono/node-server"], "index.js",
            "import { serve } from '@hono/node-server';\nimport { Hono } from 'hono';\nconst app = new Hono();\nserve(app);\n"
        ),
        node(
            "nestjs", ["@nestjs/core", "@nestjs/common"], "src/main.ts",
            "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule);\nawait app.listen(process.env.PORT);\n"
        ),
        node("adonisjs", ["@adonisjs/core"], "adonisrc.ts", "export default {}\n"),
        node(
            "node-http", [], "server.js",
            "import http from 'node:http';\nhttp.createServer((q, r) => r.end('x')).listen(process.env.PORT);\n",
            scripts: ["start": "node server.js"]),
        CatalogueSample(
            id: "deno", files: ["deno.json": "{}\n", "main.ts": "Deno.serve((request) => new Response('x'));\n"],
            shownBy: "main.ts"),
        node(
            "bun", [], "index.ts", "Bun.serve({ fetch: () => new Response('x') });\n",
            scripts: ["start": "bun index.ts"]),
    ]

    fileprivate static let sites: [CatalogueSample] = [
        node("nextjs", ["next"], "next.config.mjs", "export default {};\n"),
        node("nuxt", ["nuxt"], "nuxt.config.ts", "\n"),
        node("sveltekit", ["@sveltejs/kit"], "svelte.config.js", "\n"),
        CatalogueSample(
            id: "remix",
            files: [
                "package.json": NodeUnit.manifest(["@remix-run/dev"], scripts: [:]),
                "vite.config.ts": "import { vitePlugin } from '@remix-run/dev';\n", "remix.config.js": "\n",
            ], shownBy: "remix.config.js"),
        node("react-router", ["@react-router/dev"], "react-router.config.ts", "\n"),
        node("astro", ["astro"], "astro.config.mjs", "\n"),
        node("vite", ["vite"], "vite.config.ts", "\n"),
        CatalogueSample(
            id: "create-react-app",
            files: [
                "package.json": NodeUnit.manifest(["react-scripts"], scripts: ["build": "react-scripts build"]),
                "public/index.html": "\n",
            ], shownBy: "package.json"),
        node("angular", ["@angular/core"], "angular.json", "{}\n"),
        node("gatsby", ["gatsby"], "gatsby-config.js", "\n"),
        node("tanstack-start", ["@tanstack/react-start"], "vite.config.ts", "\n"),
        CatalogueSample(
            id: "static-site", files: ["index.html": "<!doctype html>\n", "CNAME": "www.example.com\n"],
            shownBy: "CNAME"),
    ]

    private static func goSample(_ id: String, _ library: String, _ body: String) -> Self {
        CatalogueSample(
            id: id,
            files: [
                "go.mod": "module example.com/app\n\ngo 1.22\n\nrequire \(library) v1.0.0\n",
                "main.go": "package main\n\nimport (\n\t\"net\"\n\t\"net/http\"\n\n\t\"\(library)\"\n)\n\n\(body)",
            ], shownBy: "main.go")
    }

    fileprivate static let go: [CatalogueSample] = [
        CatalogueSample(
            id: "net-http",
            files: [
                "go.mod": "module example.com/app\n\ngo 1.22\n",
                "main.go":
                    "package main\n\nimport \"net/http\"\n\nfunc main() {\n\thttp.HandleFunc(\"/\", hello)\n\thttp.ListenAndServe(\":8080\", nil)\n}\n",
            ], shownBy: "main.go"),
        goSample(
            "chi", "github.com/go-chi/chi/v5",
            "func main() {\n\tr := chi.NewRouter()\n\thttp.ListenAndServe(\":3000\", r)\n}\n"),
        goSample("gin", "github.com/gin-gonic/gin", "func main() {\n\tr := gin.Default()\n\tr.Run()\n}\n"),
        goSample(
            "echo", "github.com/labstack/echo/v4",
            "func main() {\n\te := echo.New()\n\te.Start(\":1323\")\n}\n"),
        goSample(
            "fiber", "github.com/gofiber/fiber/v2", "func main() {\n\tapp := fiber.New()\n\tapp.Listen(\":3000\")\n}\n"),
        goSample(
            "gorilla-mux", "github.com/gorilla/mux",
            "func main() {\n\tr := mux.NewRouter()\n\thttp.ListenAndServe(\":8000\", r)\n}\n"),
        goSample(
            "grpc-go", "google.golang.org/grpc",
            "func main() {\n\tl, _ := net.Listen(\"tcp\", \":50051\")\n\ts := grpc.NewServer()\n\ts.Serve(l)\n}\n"),
    ]

    private static func rust(_ id: String, _ text: String) -> Self {
        CatalogueSample(
            id: id,
            files: [
                "Cargo.toml": "[package]\nname = \"app\"\nversion = \"0.1.0\"\n\n[dependencies]\n\(id) = \"1\"\n",
                "src/main.rs": text,
            ], shownBy: "src/main.rs")
    }

    fileprivate static let tokens: [CatalogueSample] = [
        rust(
            "axum",
            "use axum::Router;\n#[tokio::main]\nasync fn main() {\n    let l = tokio::net::TcpListener::bind(\"0.0.0.0:3000\").await.unwrap();\n    axum::serve(l, Router::new()).await.unwrap();\n}\n"
        ),
        rust(
            "actix-web",
            "use actix_web::{App, HttpServer};\n#[actix_web::main]\nasync fn main() -> std::io::Result<()> {\n    HttpServer::new(|| App::new()).bind((\"127.0.0.1\", 8080))?.run().await\n}\n"
        ),
        rust("rocket", "#[launch]\nfn rocket() -> _ { rocket::build() }\n"),
        CatalogueSample(
            id: "rails",
            files: [
                "Gemfile": "gem \"rails\", \"~> 8.0\"\n", "bin/rails": "#!/usr/bin/env ruby\n",
                "config/application.rb": "module Shop\n  class Application < Rails::Application\n  end\nend\n",
                "config/routes.rb":
                    "Rails.application.routes.draw do\n  get \"up\" => \"rails/health#show\", as: :rails_health_check\nend\n",
            ], shownBy: "config/application.rb"),
        CatalogueSample(
            id: "sinatra", files: ["Gemfile": "gem 'sinatra'\n", "app.rb": "require 'sinatra'\n"], shownBy: "app.rb"),
        CatalogueSample(
            id: "sidekiq",
            files: ["Gemfile": "gem 'sidekiq'\n", "job.rb": "class Job\n  include Sidekiq::Job\nend\n"],
            shownBy: "job.rb"),
        CatalogueSample(
            id: "laravel",
            files: [
                "composer.json": "{\"require\": {\"laravel/framework\": \"^12.0\"}}", "artisan": "#!/usr/bin/env php\n",
                "bootstrap/app.php":
                    "<?php\nreturn Application::configure(basePath: dirname(__DIR__))\n    ->withRouting(web: __DIR__.'/../routes/web.php', health: '/up')\n    ->create();\n",
            ], shownBy: "artisan"),
        CatalogueSample(
            id: "symfony",
            files: [
                "composer.json": "{\"require\": {\"symfony/framework-bundle\": \"7.*\"}}",
                "public/index.php": "<?php\n",
            ], shownBy: "public/index.php"),
        CatalogueSample(
            id: "slim",
            files: [
                "composer.json": "{\"require\": {\"slim/slim\": \"4.*\"}}",
                "public/index.php": "<?php\n$app = AppFactory::create();\n$app->run();\n",
            ], shownBy: "public/index.php"),
    ]
}
