import Testing

@testable import Workspace

@Suite struct GradleTests {
    @Test func `Groovy settings include projects with and without brackets, lists and loops`() {
        let fixture = KindFixture(
            GradleManifest(),
            [
                "settings.gradle": """
                rootProject.name = 'shop'
                // include 'comment'
                include 'api', ':libs:core',
                        'web'
                include(":moved")
                project(':moved').projectDir = new File(settingsDir, 'elsewhere/place')
                ['one', 'two'].each { include ":many:$it" }
                include 'gone'
                """,
                "api/build.gradle": "", "libs/build.gradle": "", "libs/core/core.gradle": "",
                "web/src/main/java/A.java": "",
                "elsewhere/place/build.gradle": "", "many/one/build.gradle": "", "many/two/build.gradle": "",
                "other/build.gradle": "",
            ])
        #expect(
            fixture.packages == [
                ". shop", "api api", "elsewhere/place moved", "libs libs", "libs/core core", "many/one one",
                "many/two two", "web web",
            ])
        #expect(fixture.diagnostics == ["gradle/missing-project settings.gradle"])
    }

    @Test func `Kotlin settings include projects by lists and other scripts`() {
        let fixture = KindFixture(
            GradleManifest(),
            [
                "settings.gradle.kts": """
                pluginManagement { includeBuild("build-logic") }
                rootProject.name = "shop"
                include(":app", ":libs:data-store")
                val more = listOf("x", "y")
                more.forEach { name -> include(":more:${name}") }
                project(":app").projectDir = file("$rootDir/applications/app")
                apply(from = "gradle/extra.settings.gradle.kts")
                """,
                "gradle/extra.settings.gradle.kts": #"include("extra")"#,
                "applications/app/build.gradle.kts": "", "libs/data-store/build.gradle.kts": "",
                "more/x/build.gradle.kts": "", "more/y/build.gradle.kts": "", "extra/build.gradle.kts": "",
                "build-logic/settings.gradle.kts": "", "build-logic/build.gradle.kts": "",
            ])
        #expect(
            fixture.packages == [
                ". shop", "applications/app app", "build-logic", "extra extra", "libs/data-store data-store",
                "more/x x", "more/y y",
            ])
    }

    @Test func `dependencies on projects have kinds by their configuration`() {
        let fixture = KindFixture(
            GradleManifest(),
            [
                "settings.gradle.kts": """
                include("a", "b", "c", "libs:data-store")
                """,
                "a/build.gradle": """
                dependencies {
                  implementation project(':b')
                  testImplementation(project(path: ':c', configuration: 'tests'))
                  compileOnly platform(project(':libs:data-store')) // project(':d')
                }
                """,
                "b/build.gradle.kts": """
                dependencies {
                    api(projects.libs.dataStore)
                    "runtimeOnly"(project(":c")) { exclude("x:y") }
                }
                """,
                "c/build.gradle.kts": """
                kotlin {
                  sourceSets {
                    val commonTest by getting {
                      dependencies { implementation(project(":b")) }
                    }
                  }
                }
                """,
                "libs/data-store/build.gradle": "",
            ])
        #expect(
            fixture.edges == [
                "a -> b production a/build.gradle:2", "a -> c development a/build.gradle:3",
                "a -> libs/data-store build a/build.gradle:4", "b -> c production b/build.gradle.kts:3",
                "b -> libs/data-store production b/build.gradle.kts:2", "c -> b development c/build.gradle.kts:4",
            ])
    }

    @Test func `a script of the root configures other projects`() {
        let fixture = KindFixture(
            GradleManifest(),
            [
                "settings.gradle": "include 'a', 'b', 'c'",
                "build.gradle": """
                subprojects {
                  dependencies { testImplementation project(':c') }
                }
                project(':a') {
                  dependencies {
                    implementation project(':b')
                  }
                }
                """,
                "a/x": "", "b/x": "", "c/x": "",
            ])
        #expect(
            fixture.edges == [
                "a -> b production build.gradle:6", "a -> c development build.gradle:2",
                "b -> c development build.gradle:2",
            ])
    }

    @Test func `a module that an included build makes is that build's project`() {
        let fixture = KindFixture(
            GradleManifest(),
            [
                "settings.gradle": "includeBuild 'kit'",
                "build.gradle": "dependencies { implementation 'org.acme:tool:1.0' }",
                "kit/settings.gradle": "include 'tool'", "kit/build.gradle": "group = 'org.acme'", "kit/tool/x": "",
            ])
        #expect(fixture.edges == [". -> kit/tool production build.gradle:1"])
    }

    @Test func `where only a run would tell what is included, each folder with a build script counts`() {
        let fixture = KindFixture(
            GradleManifest(),
            [
                "settings.gradle": "file('modules').eachDir { include \":modules:${it.name}\" }",
                "modules/a/build.gradle": "", "modules/b/build.gradle": "", "build/c/build.gradle": "",
            ])
        #expect(fixture.packages == [".", "modules/a a", "modules/b b"])
    }

    @Test func `a build script without settings is a package by itself`() {
        #expect(KindFixture(GradleManifest(), ["a/build.gradle": ""]).packages == ["(a)"])
        let plain = KindFixture(GradleManifest(), ["settings.gradle": "", "sample/build.gradle": ""])
        #expect(plain.packages == ["."])
    }

    @Test(arguments: ["include '", "include(\":a\"", "}}}{{{", "project(':a').projectDir =", "include \"$\""])
    func `a script that no Gradle would run is read without a trap`(settings: String) {
        let fixture = KindFixture(GradleManifest(), ["settings.gradle": settings, "settings.gradle.kts": settings])
        #expect(fixture.packages.contains("."))
    }
}
