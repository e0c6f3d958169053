import Testing

@testable import Workspace

@Suite struct MavenTests {
    private let files = [
        "pom.xml": """
        <project>
          <groupId>org.acme</groupId>
          <artifactId>shop</artifactId>
          <version>${revision}</version>
          <packaging>pom</packaging>
          <modules>
            <module>api</module>
            <module>libs</module>
            <module>gone</module>
          </modules>
          <properties><revision>1</revision><lib.name>core</lib.name></properties>
          <profiles><profile><id>x</id><modules><module>extra</module></modules></profile></profiles>
          <dependencies>
            <dependency><groupId>org.acme</groupId><artifactId>testing</artifactId><scope>test</scope></dependency>
          </dependencies>
        </project>
        """,
        "api/pom.xml": """
        <project>
          <parent><groupId>org.acme</groupId><artifactId>shop</artifactId><version>1</version></parent>
          <artifactId>api</artifactId>
          <dependencies>
            <dependency>
              <groupId>${project.groupId}</groupId>
              <artifactId>${lib.name}</artifactId>
            </dependency>
            <dependency><groupId>org.other</groupId><artifactId>core</artifactId></dependency>
          </dependencies>
        </project>
        """,
        "libs/pom.xml": """
        <project>
          <parent><groupId>org.acme</groupId><artifactId>shop</artifactId><version>1</version></parent>
          <artifactId>libs</artifactId>
          <modules><module>core</module><module>testing</module></modules>
        </project>
        """,
        "libs/core/pom.xml": """
        <project>
          <parent>
            <groupId>org.acme</groupId><artifactId>libs</artifactId><version>1</version>
            <relativePath>../pom.xml</relativePath>
          </parent>
          <artifactId>core</artifactId>
        </project>
        """,
        "libs/testing/pom.xml": "<project><groupId>org.acme</groupId><artifactId>testing</artifactId></project>",
        "extra/pom.xml": "<project><groupId>org.acme</groupId><artifactId>extra</artifactId></project>",
        "alone/pom.xml": "<project><groupId>org.acme</groupId><artifactId>alone</artifactId></project>",
        "src/main/resources/archetype-resources/pom.xml": "<project><artifactId>a</artifactId></project>",
    ]

    @Test func `modules are members at any depth and in profiles`() {
        let fixture = KindFixture(MavenManifest(), files)
        #expect(
            fixture.packages == [
                "(alone alone)", ". shop", "api api", "extra extra", "libs libs", "libs/core core",
                "libs/testing testing",
            ])
        #expect(fixture.declarations == ["pom.xml"])
        #expect(fixture.diagnostics == ["maven/missing-module pom.xml"])
    }

    @Test func `coordinates lead to modules through properties and parents`() {
        #expect(
            KindFixture(MavenManifest(), files).edges == [
                ". -> libs/testing development pom.xml:14", "api -> . build api/pom.xml:2",
                "api -> libs/core production api/pom.xml:5", "api -> libs/testing development pom.xml:14",
                "libs -> . build libs/pom.xml:2", "libs -> libs/testing development pom.xml:14",
                "libs/core -> libs build libs/core/pom.xml:2", "libs/core -> libs/testing development pom.xml:14",
            ])
    }

    @Test func `properties that lead in circles and parents that are each other's end`() {
        let fixture = KindFixture(
            MavenManifest(),
            [
                "a/pom.xml": """
                <project><parent><artifactId>b</artifactId><relativePath>../b</relativePath></parent>
                <artifactId>a</artifactId><properties><x>${y}</x><y>${x}</y></properties>
                <dependencies><dependency><groupId>${x}</groupId><artifactId>b</artifactId></dependency></dependencies>
                </project>
                """,
                "b/pom.xml": """
                <project><parent><artifactId>a</artifactId><relativePath>../a</relativePath></parent>
                <artifactId>b</artifactId></project>
                """,
            ])
        #expect(fixture.packages == ["(a a)", "(b b)"])
    }

    @Test func `a broken pom is one warning`() {
        let fixture = KindFixture(
            MavenManifest(), ["a/pom.xml": "<project>", "b/pom.xml": "<project><artifactId>b</artifactId></project>"])
        #expect(fixture.packages == ["(b b)"])
        #expect(fixture.diagnostics.count == 1)
    }
}
