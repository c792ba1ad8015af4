// SPDX-License-Identifier: Apache-2.0

import CUPSPrinting
import Foundation
import Printing
import Testing

/// Against a real IPP printer, ippeveprinter, one for each test.
@Suite(.serialized) struct IPPPrinterTests {
    /// A page of 86 × 54 mm with nothing on it.
    private static let page = Array(
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 243.78 153.07]>>endobj
        trailer<</Root 1 0 R>>
        %%EOF

        """.utf8)

    private static let name = "A job of ours"

    private let real: RealPrinter
    private let printer: IPPPrinter

    init() throws {
        real = try RealPrinter()
        printer = try real.client()
    }

    private func document(_ name: String = name) -> PrintDocument {
        PrintDocument(
            jobName: name, content: .pdf(Self.page), widthInMillimetres: 86, heightInMillimetres: 54)
    }

    /// As the spooler does: first the question, then the document.
    private func submit(_ document: PrintDocument) async throws -> PrinterJobNumber {
        #expect(try await printer.wantedForm() == .pdf)
        return try await printer.submit(document)
    }

    private func end(_ job: PrinterJobNumber, named name: String = name) async throws -> PrinterJobObservation {
        while true {
            let seen = try await printer.observe(job, named: name)
            if case .underWay = seen { continue }
            return seen
        }
    }

    @Test func `takes a page, byte for byte, and says when it is done`() async throws {
        let job = try await printer.submit(document())
        #expect(try await end(job) == .completed)
        #expect(try real.printed() == [Data(Self.page)])
    }

    @Test func `knows a job by its name, while it waits and when it is done`() async throws {
        try real.take(seconds: 0.5)
        let job = try await printer.submit(document("A name of ours"))
        #expect(try await printer.find(jobNamed: "A name of ours") == .found(job))
        _ = try await end(job, named: "A name of ours")
        #expect(try await printer.find(jobNamed: "A name of ours") == .found(job))
        guard case .absent(let upSeconds?) = try await printer.find(jobNamed: "Another name") else {
            Issue.record("a job that it never got was found, or it does not tell its up-time")
            return
        }
        #expect((0...60).contains(upSeconds))
    }

    @Test func `tells that it is out of labels, and goes on when they are back`() async throws {
        try real.fault("media-empty-error")
        let job = try await printer.submit(document())
        while try await printer.observe(job, named: Self.name) != .underWay(reasons: [PrinterReason("media-empty")]) {}
        try real.clear("media-empty-error")
        #expect(try await end(job) == .completed)
    }

    @Test func `does not know a job under a number that is another's`() async throws {
        let job = try await printer.submit(document())
        _ = try await end(job)
        await #expect {
            try await printer.observe(job, named: "The job that had this number before the printer was started anew")
        } throws: { ($0 as? PrinterError)?.code == .jobNotFound }
    }

    @Test func `tells that it gave a job up`() async throws {
        try real.fault("fail")
        let job = try await printer.submit(document())
        guard case .ended(let reasons) = try await end(job) else {
            Issue.record("the job did not end")
            return
        }
        #expect(reasons.first == .aborted)
    }

    @Test func `is busy while it prints, and takes nothing`() async throws {
        try real.take(seconds: 1)
        let job = try await printer.submit(document())
        let error = try #require(await refusal { try await submit(document()) })
        #expect(error.code == .notNow)
        #expect(try await end(job) == .completed)
    }

    @Test func `says what it is and that it is idle`() async throws {
        let status = try await printer.status()
        #expect(status.state == .idle)
        #expect(status.acceptsJobs)
        #expect(status.formats.types.contains("application/pdf"))
        #expect(status.readySizes == [MediaSize(width: 86, height: 54)])
        #expect(!status.insistsOnTLS)
    }

    @Test func `that is off is not reached, and nothing was sent`() async throws {
        _ = try await printer.status()
        real.stop()
        let error = try #require(await refusal { try await submit(document()) })
        #expect(error.code == .notNow)
        #expect(error.reason == .offline)
    }

    @Test func `that has fallen silent is found out before anything is handed over`() async throws {
        try real.signal("STOP")
        let error = try #require(await refusal { try await submit(document()) })
        #expect(error.code == .notNow)
    }

    @Test func `is spoken to over TLS when its address says so`() async throws {
        let encrypted = IPPPrinter(try #require(PrinterURI(real.uri.replacing("ipp:", with: "ipps:"))))
        _ = try await encrypted.wantedForm()
        let job = try await encrypted.submit(document())
        while case .underWay = try await encrypted.observe(job, named: Self.name) {}
        #expect(try real.printed() == [Data(Self.page)])
        #expect(try await !encrypted.status().insistsOnTLS)
    }

    @Test func `that is to speak TLS and has fallen silent is silent, and does not lack TLS`() async throws {
        let encrypted = IPPPrinter(try #require(PrinterURI(real.uri.replacing("ipp:", with: "ipps:"))))
        try real.signal("STOP")
        let error = await #expect(throws: PrinterError.self) { try await encrypted.wantedForm() }
        #expect(error?.reason == .offline)
        #expect(error?.code == .notNow)
    }

    @Test func `that is a path nobody serves is not found`() async throws {
        let elsewhere = IPPPrinter(try #require(PrinterURI(real.uri + "/nowhere")))
        let error = try #require(await refusal { try await elsewhere.submit(document()) })
        #expect(error.code != .lost)
    }

    private func refusal(_ attempt: () async throws -> PrinterJobNumber) async -> PrinterError? {
        do {
            _ = try await attempt()
            return nil
        } catch {
            return error as? PrinterError
        }
    }
}

struct PrinterURITests {
    @Test(arguments: [
        "ipp://localhost:8632/ipp/print", "ipps://printer.local/ipp/print", "http://[::1]:631/printers/a",
    ])
    func `reads what a printer has`(text: String) {
        #expect(PrinterURI(text)?.description == text)
    }

    @Test(arguments: ["", "printer", "ftp://localhost/x", "ipp://", "file:///etc/passwd", "ipp://host:99999999/x"])
    func `refuses everything else`(text: String) {
        #expect(PrinterURI(text) == nil)
    }
}
