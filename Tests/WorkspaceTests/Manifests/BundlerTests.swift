import Testing

@testable import Workspace

@Suite struct BundlerTests {
    @Test func `gems from paths are packages, and names among them are edges`() {
        let fixture = KindFixture(
            BundlerManifest(),
            [
                "web/Gemfile": """
                source 'https://rubygems.org'
                gem 'rails', '~> 7.1'
                gem 'core', path: '../gems/core'
                group :development, :test do
                  gem 'testing', path: '../gems/testing'
                end
                path '../engines' do
                  gem 'blog'
                end
                """,
                "web/config.ru": "", "gems/core/core.gemspec": "Gem::Specification.new do |s|\n  s.name = 'core'\nend",
                "gems/testing/testing.gemspec": """
                Gem::Specification.new do |spec|
                  spec.name = "testing"
                  spec.add_dependency "core", "~> 1.0"
                end
                """,
                "engines/blog/blog.gemspec": """
                Gem::Specification.new do |spec|
                  spec.name = "blog"
                  spec.add_development_dependency "testing"
                end
                """,
                "ios/Gemfile": "gem 'cocoapods'",
            ])
        #expect(fixture.packages == ["engines/blog blog", "gems/core core", "gems/testing testing", "web"])
        #expect(
            fixture.edges == [
                "engines/blog -> gems/testing development engines/blog/blog.gemspec:3",
                "gems/testing -> gems/core production gems/testing/testing.gemspec:3",
                "web -> engines/blog production web/Gemfile:8", "web -> gems/core production web/Gemfile:3",
                "web -> gems/testing development web/Gemfile:5",
            ])
    }

    @Test func `gemspec in a Gemfile brings the gems of the folders below`() {
        let fixture = KindFixture(
            BundlerManifest(),
            [
                "Gemfile": "gemspec\n", "all.gemspec": "s.name = 'all'\ns.add_dependency 'part'\n",
                "part/part.gemspec": "s.name = 'part'\n",
            ])
        #expect(fixture.packages == [". all", "part part"])
        #expect(fixture.edges == [". -> part production all.gemspec:2"])
    }
}
