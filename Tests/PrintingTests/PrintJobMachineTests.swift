// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Printing
import Testing

struct PrintJobMachineTests {
    let noon = Date(timeIntervalSince1970: 1_475_866_800)
    let number = PrinterJobNumber(7)
    /// The answer of a printer that has been up all day.
    let absent = PrinterJobSearch.absent(upSeconds: 36_000)
    let empty = PrinterReason("media-empty")

    private func machine(_ state: PrintJob.State) throws -> PrintJobMachine {
        let badge = try #require(BadgeSerial(bytes: [1, 2, 3, 4, 5, 6]))
        let printer = try #require(PrinterID("desk"))
        return PrintJobMachine(
            PrintJob(
                id: PrintJobID(), subject: .badge(badge), order: PrintOrder(PrinterRoute(printer)), createdAt: noon,
                state: state)
        )
    }

    private func error(_ code: PrinterError.Code, _ reason: PrinterReason = .offline) -> PrinterError {
        PrinterError(code: code, reason: reason, message: "")
    }

    @Test func `says that it is sending before it sends, and prints to the end`() throws {
        var machine = try machine(.queued())
        #expect(machine.begin(at: noon) == .submit)
        #expect(machine.job.state == .sending(since: noon))
        #expect(machine.submitted(as: number) == .observe(number))
        #expect(machine.observed(.underWay(reasons: [empty]), at: noon) == .observe(number))
        #expect(machine.job.state == .printing(number, reasons: [empty]))
        #expect(machine.observed(.completed, at: noon + 1) == .finish)
        #expect(machine.job.state == .printed(at: noon + 1))
    }

    @Test func `goes back into the queue when the printer took nothing`() throws {
        var machine = try machine(.queued())
        _ = machine.begin(at: noon)
        #expect(machine.submissionFailed(error(.notNow)) == .retryLater)
        #expect(machine.job.state == .queued(reasons: [.offline]))
    }

    @Test func `is handed on when the printer will never take it, and fails when there is no other`() throws {
        var machine = try machine(.queued())
        _ = machine.begin(at: noon)
        #expect(machine.submissionFailed(error(.refused, .documentRefused)) == .handOn)
        #expect(machine.job.state == .queued(reasons: [.documentRefused]))
        #expect(machine.refusedEverywhere() == .finish)
        #expect(machine.job.state == .failed(reasons: [.documentRefused]))
    }

    @Test func `looks the job up after a broken line, and follows what it finds`() throws {
        var machine = try machine(.queued())
        _ = machine.begin(at: noon)
        #expect(machine.submissionFailed(error(.lost)) == .find)
        #expect(machine.job.state == .sending(since: noon))
        #expect(machine.searched(.found(number), at: noon) == .observe(number))
    }

    @Test func `after a crash it looks before it does anything`() throws {
        var machine = try machine(.sending(since: noon))
        #expect(machine.begin(at: noon + 1) == .find)
    }

    @Test func `sends again only when the printer says three times that it never saw the job`() throws {
        var machine = try machine(.sending(since: noon))
        _ = machine.begin(at: noon + 1)
        #expect(machine.searched(absent, at: noon + 2) == .find)
        #expect(machine.searched(absent, at: noon + 3) == .find)
        #expect(machine.searched(absent, at: noon + 4) == .submit)
        #expect(machine.job.state == .sending(since: noon + 4))
    }

    @Test func `a printer that cannot be asked proves nothing`() throws {
        var machine = try machine(.sending(since: noon))
        _ = machine.begin(at: noon)
        _ = machine.searched(absent, at: noon)
        _ = machine.searched(absent, at: noon)
        #expect(machine.searchFailed(error(.notNow), at: noon) == .retryLater)
        #expect(machine.searched(absent, at: noon) == .find)
        #expect(machine.job.state == .sending(since: noon, reasons: [.offline]))
    }

    @Test func `asks the desk when the printer may have forgotten`() throws {
        var machine = try machine(.sending(since: noon))
        _ = machine.begin(at: noon + 3600)
        _ = machine.searched(absent, at: noon + 3600)
        _ = machine.searched(absent, at: noon + 3601)
        #expect(machine.searched(absent, at: noon + 3602) == .finish)
        #expect(machine.job.state == .unknown(since: noon))
    }

    @Test(arguments: [5.0, 2, nil])
    func `a printer that was started since, or cannot tell, proves nothing by not knowing the job`(up: Double?) throws {
        var machine = try machine(.sending(since: noon))
        _ = machine.begin(at: noon + 1)
        for second in 2...3 { _ = machine.searched(.absent(upSeconds: up), at: noon + Double(second)) }
        #expect(machine.searched(.absent(upSeconds: up), at: noon + 4) == .finish)
        #expect(machine.job.state == .unknown(since: noon))
    }

    @Test func `a clock that was set back proves nothing`() throws {
        var machine = try machine(.sending(since: noon))
        _ = machine.begin(at: noon - 300)
        for second in 1...2 { _ = machine.searched(.absent(upSeconds: 30), at: noon - 300 + Double(second)) }
        #expect(machine.searched(.absent(upSeconds: 30), at: noon - 297) == .finish)
        #expect(machine.job.state == .unknown(since: noon))
    }

    @Test func `asks the desk when the printer stays silent with a badge inside`() throws {
        var sent = try machine(.sending(since: noon))
        _ = sent.begin(at: noon)
        #expect(sent.searchFailed(error(.notNow), at: noon + 60) == .finish)
        #expect(sent.job.state == .unknown(since: noon))
        var taken = try machine(.printing(number))
        _ = taken.begin(at: noon)
        #expect(taken.observationFailed(error(.lost), silence: 60, at: noon + 60) == .finish)
        #expect(taken.job.state == .unknown(since: noon + 60))
    }

    @Test(arguments: [PrinterError.Code.notNow, .refused, .lost, .jobNotFound])
    func `asks the desk when a printer that answers never says how far the job is`(code: PrinterError.Code) throws {
        var job = try machine(.printing(number)).job
        var failingSince: Date?
        // Each try is begun anew.
        for second in 0..<45 {
            var machine = PrintJobMachine(job, failingSince: failingSince)
            #expect(machine.begin(at: noon) == .observe(number))
            let moment = noon + Double(second)
            let action = machine.observationFailed(error(code, .busy), silence: 0, at: moment)
            #expect(action == (code == .jobNotFound ? .find : .retryLater))
            // A list that has the job, and an answer that knows no such number.
            if action == .find { #expect(machine.searched(.found(number), at: moment) == .observe(number)) }
            (job, failingSince) = (machine.job, machine.failingSince)
        }
        var last = PrintJobMachine(job, failingSince: failingSince)
        _ = last.begin(at: noon)
        #expect(last.observationFailed(error(code, .busy), silence: 0, at: noon + 45) == .finish)
        #expect(last.job.state == .unknown(since: noon + 45))
    }

    @Test func `asks the desk when neither the job nor the list of jobs can be asked for`() throws {
        let job = try machine(.printing(number)).job
        var first = PrintJobMachine(job)
        _ = first.begin(at: noon)
        _ = first.observationFailed(error(.jobNotFound), silence: 0, at: noon)
        #expect(first.searchFailed(error(.notNow), at: noon + 1) == .retryLater)
        var last = PrintJobMachine(first.job, failingSince: first.failingSince)
        _ = last.begin(at: noon + 44)
        _ = last.observationFailed(error(.jobNotFound), silence: 0, at: noon + 44)
        #expect(last.searchFailed(error(.notNow), at: noon + 45) == .finish)
        #expect(last.job.state == .unknown(since: noon))
    }

    @Test func `a printer that tells in between has not failed for long`() throws {
        var machine = try machine(.printing(number))
        _ = machine.begin(at: noon)
        _ = machine.observationFailed(error(.notNow), silence: 0, at: noon)
        _ = machine.observed(.underWay(reasons: []), at: noon + 40)
        #expect(machine.observationFailed(error(.notNow), silence: 0, at: noon + 50) == .retryLater)
        #expect(machine.failingSince == noon + 50)
    }

    @Test func `never sends again what the printer once had`() throws {
        var machine = try machine(.printing(number))
        #expect(machine.begin(at: noon) == .observe(number))
        #expect(machine.observationFailed(error(.jobNotFound), silence: 0, at: noon) == .find)
        for second in 1...2 { #expect(machine.searched(absent, at: noon + Double(second)) == .find) }
        #expect(machine.searched(absent, at: noon + 3) == .finish)
        #expect(machine.job.state == .unknown(since: noon + 3))
    }

    @Test func `asks the desk when a queue is done with a job that its printer has forgotten`() throws {
        var machine = try machine(.printing(number))
        _ = machine.begin(at: noon)
        #expect(machine.observed(.forgotten, at: noon + 1) == .finish)
        #expect(machine.job.state == .unknown(since: noon + 1))
    }

    @Test func `goes on following when the printer is away for a while`() throws {
        var machine = try machine(.printing(number))
        _ = machine.begin(at: noon)
        #expect(machine.observationFailed(error(.notNow), silence: 10, at: noon) == .retryLater)
        #expect(machine.job.state == .printing(number, reasons: [.offline]))
    }

    @Test(arguments: [
        PrintJob.State.printed(at: Date(timeIntervalSince1970: 0)), .failed(reasons: [.aborted]),
        .unknown(since: Date(timeIntervalSince1970: 0)),
    ])
    func `does nothing more once it has come to an end`(state: PrintJob.State) throws {
        var machine = try machine(state)
        #expect(machine.begin(at: noon) == .finish)
        #expect(machine.job.state == state)
    }

    @Test(arguments: [
        PrintJob.State.queued(reasons: [.offline]), .sending(since: Date(timeIntervalSince1970: 5)),
        .sending(since: Date(timeIntervalSince1970: 5), reasons: [.offline]),
        .printing(PrinterJobNumber(3), reasons: [.busy]), .printed(at: Date(timeIntervalSince1970: 5)),
        .failed(reasons: [.aborted, PrinterReason("media-jam")]), .unknown(since: Date(timeIntervalSince1970: 5)),
    ])
    func `is kept in columns and comes back as it was`(state: PrintJob.State) {
        #expect(
            PrintJob.State(name: state.name, number: state.number, reasons: state.reasons, date: state.date) == state)
    }
}

struct PrinterReasonTests {
    @Test(arguments: [
        ("media-empty-error", "media-empty"), ("cover-open-warning", "cover-open"), ("paused", "paused"),
        ("com.example/<script>-error", "comexamplescript"),
    ])
    func `drops the severity and whatever is no keyword`(value: String, keyword: String) {
        #expect(PrinterReason.state(value)?.keyword == keyword)
    }

    @Test(arguments: ["none", "cups-waiting-for-job-completed-report"])
    func `is none when nothing is held up`(value: String) {
        #expect(PrinterReason.state(value) == nil)
    }
}
