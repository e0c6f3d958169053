import Testing

@testable import Bundles

@Suite struct RateLimitPolicyTests {
    @Test(arguments: [
        ("100/minute", 100, 60), ("100 per minute", 100, 60), ("5 per 10 seconds", 5, 10), ("10/second", 10, 1),
        ("1000/hour;100/minute", 1000, 3600), ("3/2minutes", 0, 0), ("30 / Day", 30, 86_400), ("0/minute", 0, 0),
        ("minute", 0, 0), ("100/fortnight", 0, 0), ("1/9223372036854775807 days", 0, 0), ("", 0, 0),
    ])
    func `a limit is read in the notation of limits, and anything else is none`(
        _ text: String, _ count: Int, _ seconds: Int
    ) {
        let policy = RateLimitPolicy(text)
        #expect(policy?.count ?? 0 == count)
        #expect(policy?.seconds ?? 0 == seconds)
    }

    @Test(arguments: ["100/minute", "10/second", "7/day", "5/10 seconds"])
    func `the text of a limit reads back as the same limit`(_ text: String) {
        #expect(RateLimitPolicy(text)?.text == text)
        #expect(RateLimitPolicy(text)?.details == text + " per client")
    }

    @Test func `several processes are seen where a start asks for them, and not in a comment`() {
        #expect(WorkerCount.isAboveOne(in: "web: gunicorn -w 4 app:app"))
        #expect(WorkerCount.isAboveOne(in: "CMD [\"uvicorn\", \"app:app\", \"--workers\", \"2\"]"))
        #expect(WorkerCount.isAboveOne(in: "ENV WEB_CONCURRENCY=3"))
        #expect(!WorkerCount.isAboveOne(in: "CMD [\"uvicorn\", \"app:app\", \"--workers\", \"1\"]"))
        #expect(!WorkerCount.isAboveOne(in: "# gunicorn --workers 4"))
    }
}
