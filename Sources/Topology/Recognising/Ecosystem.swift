/// A family of package registries and manifests.
package enum Ecosystem: String, Sendable, Hashable, CaseIterable {
    /// package.json
    case node
    /// pyproject.toml, requirements.txt, Pipfile, setup.py
    case python
    /// go.mod
    case go
    /// Cargo.toml
    case rust
    /// Gemfile
    case ruby
    /// composer.json
    case php
    /// pom.xml, build.gradle
    case jvm
    /// *.csproj
    case dotnet
    /// mix.exs
    case elixir
    /// Package.swift
    case swift
    /// deno.json
    case deno
    /// pubspec.yaml
    case dart
}
