import Testing

@testable import Workspace

@Suite struct SecretFilesTests {
    @Test(arguments: [
        ".env", "apps/api/.env", ".env.local", "a/.env.production", ".ENV", ".envrc", "tls/server.pem",
        "tls/server.key",
        "id_rsa", "deploy/id_ed25519", "cert.p12", "x.pfx", "android/app.keystore", ".netrc", ".env.example.local",
    ])
    func `it may hold a secret`(_ path: String) {
        #expect(SecretFiles.isSecret(path))
    }

    @Test(arguments: [
        ".env.example", "a/.env.sample", ".env.template", ".env.production.example", "env.ts", "src/keys.ts",
        "id_rsa.pub", ".npmrc", "environment.yml", "src/.envs/readme",
    ])
    func `it is an ordinary file`(_ path: String) {
        #expect(!SecretFiles.isSecret(path))
    }

    @Test(arguments: [
        ("//registry.npmjs.org/:_authToken=npm_abc==", true), ("  _auth = Zm9v", true), ("_password=\"x\"", true),
        ("//registry.npmjs.org/:_authToken=${NPM_TOKEN}", false), ("# _authToken=abc", false),
        ("save-exact=true", false),
        ("npmAuthToken: \"npm_abc\"", true), ("npmAuthToken: \"${TOKEN}\"", false), ("_authToken=", false),
    ])
    func `a token counts, the name of a variable does not`(_ line: String, _ holds: Bool) {
        #expect(SecretFiles.holdsToken(Array("registry=https://example.org\n\(line)\n".utf8)) == holds)
    }
}
