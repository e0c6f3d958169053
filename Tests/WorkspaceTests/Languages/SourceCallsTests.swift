import Testing

@testable import Workspace

@Suite struct SourceCallsTests {
    private func scan(_ source: String, _ language: SourceLanguage) -> SourceCalls {
        SourceCalls.scan(Array(source.utf8), language)
    }

    private func routes(_ source: String, _ language: SourceLanguage) -> [String] {
        scan(source, language).calls.compactMap { site in
            site.firstString.map { "\(site.line) \(site.callee) \($0)" }
        }
    }

    @Test func `Ruby's calls without brackets are read, its heredocs are not`() {
        let source = """
            # get '/comment' do
            require 'sinatra'
            TEXT = <<~SQL.strip
              get '/heredoc' do
            SQL
            get '/health' do
              "#{ENV['REGION'] || 'eu'} #{ENV.fetch("TOKEN")} get '/string'"
            end
            =begin
            get '/block'
            =end
            Rails.application.routes.draw do
              get "up" => "rails/health#show", as: :check
              resources :users, only: %w[index show]
            end
            """
        #expect(
            routes(source, .ruby) == [
                "2 require sinatra", "6 get /health", "7 ENV.fetch TOKEN",
            ])
        let parsed = scan(source, .ruby)
        #expect(parsed.imports.map(\.name) == ["sinatra"])
        #expect(parsed.calls(named: "get").map(\.line) == [6, 13])
        #expect(parsed.environmentReads.map { "\($0.name) \($0.defaultValue ?? "-")" } == ["REGION eu", "TOKEN -"])
    }

    @Test func `PHP is read between its tags`() {
        let source = """
            <p>Route::get('/markup')</p>
            <?php
            use Illuminate\\Support\\Facades\\Route;
            # Route::get('/comment')
            $text = <<<EOT
            Route::get('/heredoc')
            EOT;
            Route::get('/health', fn () => env('APP_ENV', 'local'));
            $app->get('/slim', 'it\\'s');
            #[Route('/attribute', name: 'x')]
            class A { }
            $url = $_ENV['URL'] ?? 'none';
            ?> Route::get('/after')
            """
        let parsed = scan(source, .php)
        #expect(
            routes(source, .php) == [
                "8 Route.get /health", "8 env APP_ENV", "9 app.get /slim", "10 Route /attribute",
            ])
        #expect(parsed.imports.map(\.name) == ["Illuminate\\Support\\Facades\\Route"])
        #expect(parsed.annotations.map(\.name) == ["Route"])
        #expect(parsed.types.map(\.name) == ["A"])
        #expect(
            parsed.environmentReads.map { "\($0.name) \($0.defaultValue ?? "-")" } == ["APP_ENV local", "URL none"])
    }

    @Test func `Java and Kotlin have annotations and imports`() {
        let java = """
            package com.example;
            import org.springframework.web.bind.annotation.*;
            import static java.util.List.of;
            @RestController
            @RequestMapping(path = "/api")
            public class Items {
              /* @GetMapping("/comment") */
              @GetMapping("/items") public char x() { return '"'; }
              String t = \"""
                @GetMapping("/text")
                \""";
              String u = System.getenv("URL");
            }
            """
        let parsed = scan(java, .java)
        #expect(
            parsed.annotations.map { "\($0.line) \($0.name)" } == [
                "4 RestController", "5 RequestMapping", "8 GetMapping",
            ])
        #expect(parsed.imports.map(\.name) == ["org.springframework.web.bind.annotation.*", "java.util.List.of"])
        #expect(parsed.types.map(\.name) == ["Items"])
        #expect(parsed.environmentReads.map(\.name) == ["URL"])
        let kotlin =
            "import io.ktor.server.routing.*\nfun m() { routing { get(\"/health\") { } } }\nval p = System.getenv(\"P\") ?: \"1\"\n"
        #expect(routes(kotlin, .kotlin) == ["2 get /health", "3 System.getenv P"])
        #expect(scan(kotlin, .kotlin).environmentReads.first?.defaultValue == "1")
    }

    @Test func `C# has attributes, usings and strings of several kinds`() {
        let source = """
            global using System.Net;
            using Json = Newtonsoft.Json;
            #region app.MapGet("/region")
            var app = builder.Build();
            app.MapGet("/health", () => @"C:\\");
            app.MapGet($"/x/{id}", () => "a");
            builder.Services.AddRateLimiter(o => { });
            using (var x = Open()) { }
            [HttpGet("items/{id}")]
            public class C { string u = Environment.GetEnvironmentVariable("U") ?? "v"; }
            """
        let parsed = scan(source, .cSharp)
        #expect(parsed.imports.map(\.name) == ["System.Net", "Newtonsoft.Json"])
        #expect(parsed.calls(named: "app.MapGet").map(\.line) == [5, 6])
        #expect(parsed.calls(named: "builder.Services.AddRateLimiter").count == 1)
        #expect(parsed.annotations.map { $0.call?.firstString } == ["items/{id}"])
        #expect(parsed.environmentReads.map(\.defaultValue) == ["v"])
    }

    @Test func `Rust has attributes, lifetimes and raw strings`() {
        let source = """
            use axum::{routing::get, Router};
            use std::env;
            #[get("/health")]
            fn health<'a>(x: &'a str) -> &'a str { r#"a " .route("/raw", x)"# }
            fn main() {
                let c = '"';
                let app = Router::new().route("/items", get(list)).route("/x", post(y));
                let u = env::var("DATABASE_URL").unwrap_or("x".into());
            }
            """
        #expect(
            routes(source, .rust) == [
                "3 get /health", "7 Router.new().route /items", "7 Router.new().route().route /x",
                "8 env.var DATABASE_URL",
            ])
        #expect(scan(source, .rust).imports.map(\.name) == ["axum", "std::env"])
        #expect(scan(source, .rust).environmentReads.map(\.hasDefault) == [true])
    }

    @Test func `Elixir's macros are calls`() {
        let source = """
            defmodule Web.Router do
              use Phoenix.Router
              plug :accepts, ["json"]
              # get "/comment", X, :y
              get "/health", HealthController, :show
              def url, do: System.get_env("URL", "none")
            end
            """
        let parsed = scan(source, .elixir)
        #expect(routes(source, .elixir) == ["5 get /health", "6 System.get_env URL"])
        #expect(parsed.calls.map(\.callee) == ["use", "plug", "get", "System.get_env"])
        #expect(parsed.imports.map(\.name) == ["Phoenix.Router"])
        #expect(parsed.types.map(\.name) == ["Web.Router"])
        #expect(parsed.environmentReads.map(\.defaultValue) == ["none"])
    }

    @Test func `Swift's substitutions and nested comments are read`() {
        let source = """
            import Vapor
            /* app.get("a") /* nested */ app.get("b") */
            app.get("health") { req in "\\(Environment.get("REGION") ?? "eu") app.get(" }
            let raw = #"app.get("raw")"#
            """
        #expect(routes(source, .swift) == ["3 app.get health", "3 Environment.get REGION"])
        #expect(scan(source, .swift).imports.map(\.name) == ["Vapor"])
        #expect(scan(source, .swift).environmentReads.map(\.defaultValue) == ["eu"])
    }
}
