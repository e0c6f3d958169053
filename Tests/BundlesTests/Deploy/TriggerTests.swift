import Support
import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct TriggerTests {
    private let shop = DeployRepository.shop

    @Test func `a unit is made from its dependencies at any depth and from what it reads at the root`() async throws {
        let trigger = try #require(try await DeployRepository.trigger(of: "apps/orders", in: shop))
        #expect(
            trigger.inputs.inputs.map(\.path) == [
                ".npmrc", "apps/orders", "package-lock.json", "package.json", "packages/money", "packages/shared",
            ])
    }

    @Test func `a dependency for development counts only where a build runs with it`() async throws {
        let web = try #require(try await DeployRepository.trigger(of: "apps/web", in: shop))
        #expect(web.inputs.packages.contains("packages/settings"))
        #expect(web.inputs.covers("tsconfig.base.json"))
        let orders = try #require(try await DeployRepository.trigger(of: "apps/orders", in: shop))
        #expect(!orders.inputs.packages.contains("packages/settings"))
    }

    @Test func `what is printed names each path with its reason`() async throws {
        let survey = TriggerSurvey(of: try await DeployRepository.detect(shop))
        try expectSnapshot(TriggersText.render(survey), named: "shop")
    }

    @Test func `the written workflows and rules are those of the snapshot`() async throws {
        let survey = TriggerSurvey(of: try await DeployRepository.detect(shop))
        try expectSnapshot(UnifiedDiff.render(survey.changes), named: "written")
    }

    @Test func `written triggers are up to date and answer exactly what the graph says`() async throws {
        let first = TriggerSurvey(of: try await DeployRepository.detect(shop))
        let files = DeployRepository.applying(first.changes, to: shop)
        let detection = try await DeployRepository.detect(files)
        let second = TriggerSurvey(of: detection)
        #expect(second.changes.isEmpty)
        #expect(second.triggers.count == 3)
        for trigger in second.triggers {
            let samples = TriggerSimulation(trigger, in: detection.context).samples
            #expect(samples.count > 5)
            for sample in samples { #expect(sample.fires == sample.isNeeded, "\(trigger.unit.path): \(sample.path)") }
        }
    }

    @Test func `a new dependency makes a trigger stale, and writing completes it in place`() async throws {
        let written = TriggerSurvey(of: try await DeployRepository.detect(shop))
        var files = DeployRepository.applying(written.changes, to: shop)
        files["apps/orders/package.json"] = """
            {"name": "@shop/orders", "dependencies": {"@shop/shared": "*", "@shop/settings": "*", "express": "4"}}
            """
        let detection = try await DeployRepository.detect(files)
        let trigger = UnitTrigger(
            of: try #require(detection.units.first { $0.path == "apps/orders" }), in: detection.context)
        #expect(trigger.uncovered.map(\.path) == ["packages/settings"])
        let finding = DeployBundle().finding(for: trigger.unit, in: detection.context)
        #expect(finding.lacking.contains("path filter for packages/settings"))
        let check = try #require(TriggerSimulation(trigger, in: detection.context).checks.first)
        #expect(check.verdict == .failed)
        #expect(check.cause?.contains("packages/settings, production dependency of apps/orders") == true)
        let change = try #require(try trigger.change())
        #expect(UnifiedDiff.render(change).contains("\n+      - packages/settings/**\n"))
        let mended = DeployRepository.applying(ChangeSet([change]), to: files)
        #expect(try await DeployRepository.trigger(of: "apps/orders", in: mended)?.uncovered.isEmpty == true)
    }

    @Test func `a package that is gone is found and taken out`() async throws {
        let written = TriggerSurvey(of: try await DeployRepository.detect(shop))
        var files = DeployRepository.applying(written.changes, to: shop)
        let path = ".github/workflows/deploy-orders.yml"
        files[path] = files[path]?.replacing(
            "      - packages/shared/**\n", with: "      - packages/shared/**\n      - packages/old/**\n")
        let trigger = try #require(try await DeployRepository.trigger(of: "apps/orders", in: files))
        #expect(trigger.gone == ["packages/old/**"])
        let change = try #require(try trigger.change())
        #expect(change.new == written.changes[path]?.new)
    }

    @Test func `a workflow of ours whose unit is gone is named`() async throws {
        let written = TriggerSurvey(of: try await DeployRepository.detect(shop))
        var files = DeployRepository.applying(written.changes, to: shop)
        files[".github/workflows/deploy-gone.yml"] = files[".github/workflows/deploy-orders.yml"]
        let survey = TriggerSurvey(of: try await DeployRepository.detect(files))
        #expect(survey.warnings.map(\.code) == ["deploy/orphan"])
        #expect(!survey.isUpToDate)
    }

    @Test func `a person's release workflow gets paths and keeps every other line`() async throws {
        var files = shop
        let path = ".github/workflows/release-orders.yml"
        files[path] = """
            name: Release orders
            on:
              push:
                branches: [main]
                paths:
                  # the service itself
                  - "apps/orders/**"
            jobs:
              release:
                runs-on: ubuntu-latest
                steps:
                  - run: flyctl deploy apps/orders   # as ever
            """
        let trigger = try #require(try await DeployRepository.trigger(of: "apps/orders", in: files))
        #expect(trigger.committed?.file == path)
        let change = try #require(try trigger.change())
        try expectSnapshot(UnifiedDiff.render(change), named: "release")
    }

    @Test func `a release workflow that does not deploy gets the step`() async throws {
        var files = shop
        let path = ".github/workflows/release-api.yml"
        files[path] = """
            name: Release api
            on:
              push:
                branches: [main]
            jobs:
              release:
                runs-on: ubuntu-latest
                steps:
                  - run: echo built
            """
        let trigger = try #require(try await DeployRepository.trigger(of: "apps/api", in: files))
        #expect(trigger.committed?.hasStep == false)
        let change = try #require(try trigger.change())
        try expectSnapshot(UnifiedDiff.render(change), named: "step")
    }

    @Test func `a replay names what would have been missed and what is deployed without need`() async throws {
        var files = DeployRepository.applying(
            TriggerSurvey(of: try await DeployRepository.detect(shop)).changes, to: shop)
        let path = ".github/workflows/deploy-orders.yml"
        files[path] = files[path]?.replacing("      - packages/shared/**\n", with: "      - apps/api/**\n")
        let survey = TriggerSurvey(of: try await DeployRepository.detect(files))
        let commit = try #require(GitCommit(rawValue: String(repeating: "a", count: 40)))
        let replay = TriggerReplay(
            [(commit, ["packages/shared/i.js"]), (commit, ["apps/api/main.py"]), (commit, ["README.md"])],
            over: survey.triggers)
        #expect(replay.rows.map(\.missed) == [["apps/orders"], [], []])
        #expect(replay.rows.map(\.extra) == [[], ["apps/orders"], []])
        #expect(replay.rows.map(\.fired) == [["apps/web"], ["apps/api", "apps/orders"], []])
        #expect(replay.hasMissed)
    }

    @Test func `units that create the guide at once share it`() async throws {
        let detection = try await DeployRepository.detect(shop)
        let bundle = DeployBundle()
        let plans = try detection.units.map { unit in
            OwnedChanges(
                owner: unit.path,
                changes: try bundle.plan(
                    for: unit, finding: bundle.finding(for: unit, in: detection.context), approach: nil,
                    in: detection.context
                ).changes)
        }
        let merged = ChangeSet.merge(plans)
        #expect(merged.rejected.isEmpty)
        let guide = try #require(merged.changes[InfrastructureGuide.path]?.new)
        try expectSnapshot(String(decoding: guide, as: UTF8.self), named: "guide")
        let after = try await DeployRepository.detect(DeployRepository.applying(merged.changes, to: shop))
        for unit in after.units {
            #expect(bundle.finding(for: unit, in: after.context).state == .configured, "\(unit.path)")
        }
    }
}
