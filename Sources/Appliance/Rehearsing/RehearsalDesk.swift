// SPDX-License-Identifier: Apache-2.0

import Foundation
import Rehearsal

/// A badge in its owner's hand.
struct RehearsedBadge: Sendable {
    let registration: String
    let serial: String
    /// What its code says, as it was read from the badge's picture.
    let text: String
    let arrival: Arrival
}

/// One desk of a rehearsal with its volunteer, who works as fast as the daemon and the printer do.
struct RehearsalDesk: Sendable {
    let client: RehearsalClient
    let log: RehearsalLog
    let pace: Pace
    /// The printer is asked for one badge at a time, so that what it takes for one is seen.
    let printer: RehearsalTurn
    let press: RehearsalPress
    let patience: Double

    private struct Found: Decodable {
        struct Candidate: Decodable {
            struct Person: Decodable { let id: String }
            let registration: Person
        }
        let decision: String
        let candidates: [Candidate]
    }

    private struct Badge: Decodable { let serial: String }

    private struct Job: Decodable {
        struct Printer: Decodable {
            let id: String
            let name: String
        }
        let id: String
        let state: String
        let printer: Printer
        let reasons: [String]
    }

    private struct Issued: Decodable {
        let badge: Badge?
        let printJob: Job?
    }

    private struct CheckInBody: Encodable {
        let registration: String
        let evidence: String
        let codeOfConduct = true
        let requestId = UUID().uuidString.lowercased()
    }

    /// What somebody took, and the badge, if they got one.
    struct Served: Sendable {
        var handling: Handling
        var badge: RehearsedBadge?
    }

    /// Finds a guest and checks them in.
    func serve(_ guest: Guest, _ arrival: Arrival) async throws -> Served {
        var handling = Handling(machine: 0, printing: nil, extra: 0)
        if arrival.isMisread { log.count(.misread) }
        guard try await find(guest, arrival, &handling) else {
            log.count(.notFound)
            return Served(handling: handling)
        }
        let shown = try await client.get("/api/v1/registrations/\(guest.id)")
        handling.machine += shown.seconds
        let given = try await inTurn { () -> Badge? in
            let admitted = try await checkIn(guest.id, arrival.evidence, hasSeat: guest.hasSeat, &handling)
            if let admitted { handling.printing = try await follow(admitted.job) }
            return admitted?.badge
        }
        guard let given else { return Served(handling: handling) }
        log.count(.admitted)
        let badge = try await take(given, of: guest.id, known: guest.isMadeUp ? nil : guest.orderCode, arrival)
        return Served(handling: handling, badge: badge)
    }

    /// Sees that nobody of the list is taken for a walk-in; who then goes to the problem desk.
    func sendOn(_ arrival: Arrival) async throws -> Served {
        let answer = try await lookUp(arrival.texts[0])
        if answer.found.decision == "exact" { log.count(.wrongPerson) }
        return Served(handling: Handling(machine: answer.seconds, printing: nil, extra: 0))
    }

    private func lookUp(_ text: String) async throws -> (found: Found, seconds: Double) {
        let answer = try await client.post("/api/v1/lookups", ["input": text])
        guard answer.status == 200 else {
            log.find(.wrong, "A look-up was answered with \(answer.code).")
            return (Found(decision: "none", candidates: []), answer.seconds)
        }
        log.note { $0.lookups.append(answer.seconds) }
        return (try answer.decoded(as: Found.self), answer.seconds)
    }

    /// Tries one text after the other until the guest is among the candidates.
    private func find(_ guest: Guest, _ arrival: Arrival, _ handling: inout Handling) async throws -> Bool {
        for (number, text) in arrival.texts.enumerated() {
            let (found, seconds) = try await lookUp(text)
            handling.machine += seconds
            if number > 0 || arrival.evidence == .name { handling.extra += pace.typing }
            let place = found.candidates.firstIndex { $0.registration.id == guest.id }
            if found.decision == "exact", place != 0 { log.count(.wrongPerson) }
            guard let place else { continue }
            if found.decision == "ambiguous" || place > 0 {
                log.count(.ambiguous)
                handling.extra += pace.choosing
            }
            if number > 0 { log.count(.secondTry) }
            return true
        }
        return false
    }

    private func checkIn(
        _ registration: String, _ evidence: Evidence, hasSeat: Bool, _ handling: inout Handling
    ) async throws -> (badge: Badge, job: Job)? {
        let answer = try await client.post(
            "/api/v1/check-ins", CheckInBody(registration: registration, evidence: evidence.wire))
        handling.machine += answer.seconds
        if answer.status == 409, !hasSeat {
            log.count(.withoutSeat)
            return nil
        }
        guard answer.status == 201, let badge = try answer.decoded(as: Issued.self).badge,
            let job = try answer.decoded(as: Issued.self).printJob
        else {
            log.find(.wrong, "Somebody \(hasSeat ? "with" : "without") a seat was answered with \(answer.code).")
            return nil
        }
        if !hasSeat { log.find(.wrong, "Somebody without a seat got a badge.") }
        log.note { $0.checkIns.append(answer.seconds) }
        return (badge, job)
    }

    /// Follows a badge to its end; how long that took, unless it was held up or never came out.
    private func follow(_ job: Job) async throws -> Double? {
        let begun = ContinuousClock.now
        var heldSince: ContinuousClock.Instant?
        var job = job
        while true {
            let spent = (ContinuousClock.now - begun) / .seconds(1)
            if !job.reasons.isEmpty {
                heldSince = heldSince ?? .now
                log.note { $0.prints[job.printer.id, default: .init()].reasons.formUnion(job.reasons) }
            }
            switch job.state {
            case "printed":
                log.note { $0.prints[job.printer.id, default: .init()].printed += 1 }
                guard let heldSince else {
                    log.note { $0.printing.append(spent) }
                    return spent
                }
                hold(job, (ContinuousClock.now - heldSince) / .seconds(1))
                return nil
            case "queued", "sending", "printing":
                guard spent < patience else {
                    hold(job, spent)
                    log.count(.failedPrints)
                    log.find(.wrong, "\(job.printer.name) did not print a badge within \(Int(patience)) s.")
                    return nil
                }
            default:
                hold(job, spent)
                log.count(.failedPrints)
                let reasons = job.reasons.isEmpty ? "" : ": \(job.reasons.joined(separator: ", "))"
                log.find(.wrong, "A badge at \(job.printer.name) ended as \(job.state)\(reasons).")
                return nil
            }
            try await Task.sleep(for: .milliseconds(20))
            job = try await client.get("/api/v1/print-jobs/\(job.id)").decoded(as: Job.self)
        }
    }

    private func hold(_ job: Job, _ seconds: Double) {
        log.note { notes in
            notes.prints[job.printer.id, default: .init()].heldUp += 1
            notes.prints[job.printer.id, default: .init()].longestHold.raise(to: seconds)
        }
    }

    private struct Described: Decodable {
        struct Remark: Decodable {
            let field: String
            let problem: String
        }
        let remarks: [Remark]
    }

    /// Reads the fresh badge as the desk's scanner does, and looks at what is written on it.
    ///
    /// `known` is the order code by which the operator finds the person, where there is one.
    private func take(
        _ badge: Badge, of registration: String, known: String?, _ arrival: Arrival
    ) async throws -> RehearsedBadge? {
        let described = try await client.get("/api/v1/badges/\(badge.serial)").decoded(as: Described.self)
        for remark in described.remarks where known != nil || remark.problem != "shortened" {
            let problem =
                remark.problem == "shortened" ? "did not fit and was shortened" : "has letters that no font has"
            log.find(.look, "On the badge of \(known ?? "a made-up person") the \(remark.field) \(problem).")
        }
        guard let text = try await press.codeText(of: badge.serial, for: registration) else {
            log.count(.unreadable)
            log.find(
                .wrong,
                "The code on the badge of \(known ?? "somebody made up") cannot be read at \(press.dotsPerInch) dpi.")
            return nil
        }
        let activated = try await client.post("/api/v1/badges/\(badge.serial)/activation", ["badge": text])
        if activated.status != 200 {
            log.find(.wrong, "A fresh badge that was scanned was answered with \(activated.code).")
        }
        return RehearsedBadge(registration: registration, serial: badge.serial, text: text, arrival: arrival)
    }
}

extension RehearsalDesk {
    private struct WalkInBody: Encodable {
        let badgeName: String
        let givenName: String
        let familyName: String
        let affiliation: String
        let overCount = true
        let requestId = UUID().uuidString.lowercased()
    }

    private struct Registered: Decodable {
        struct Person: Decodable { let id: String }
        let registration: Person
    }

    /// What the problem desk does with a walk-in, out of the line.
    func register(_ person: MadeUpPerson, _ arrival: Arrival) async throws -> RehearsedBadge? {
        let body = WalkInBody(
            badgeName: person.fullName, givenName: person.givenName, familyName: person.familyName,
            affiliation: person.affiliation)
        let answer = try await client.post("/api/v1/registrations", body)
        guard answer.status == 201 else {
            log.find(.wrong, "The problem desk’s walk-in was answered with \(answer.code).")
            return nil
        }
        log.count(.walkIns)
        let id = try answer.decoded(as: Registered.self).registration.id
        var handling = Handling(machine: 0, printing: nil, extra: 0)
        let badge = try await inTurn { () -> Badge? in
            guard let admitted = try await checkIn(id, arrival.evidence, hasSeat: true, &handling) else { return nil }
            _ = try await follow(admitted.job)
            return admitted.badge
        }
        guard let badge else { return nil }
        log.count(.admitted)
        return try await take(badge, of: id, known: nil, arrival)
    }

    private struct ReplacementBody: Encodable {
        let reason = "lost"
        let requestId = UUID().uuidString.lowercased()
    }

    /// Prints a lost badge again.
    func replace(_ badge: RehearsedBadge) async throws -> RehearsedBadge? {
        let fresh = try await inTurn { () -> Badge? in
            let answer = try await client.post("/api/v1/badges/\(badge.serial)/replacements", ReplacementBody())
            guard answer.status == 201, let badge = try answer.decoded(as: Issued.self).badge,
                let job = try answer.decoded(as: Issued.self).printJob
            else {
                log.find(.wrong, "A lost badge was answered with \(answer.code).")
                return nil
            }
            _ = try await follow(job)
            return badge
        }
        guard let fresh else { return nil }
        log.count(.lost)
        return try await take(fresh, of: badge.registration, known: nil, badge.arrival)
    }

    private func inTurn<Value>(_ work: () async throws -> Value) async throws -> Value {
        await printer.take()
        do {
            let value = try await work()
            await printer.give()
            return value
        } catch {
            await printer.give()
            throw error
        }
    }
}

extension Evidence {
    /// As the daemon has it.
    fileprivate var wire: String {
        switch self {
        case .licence: "aamva"
        case .passport, .card: "mrz"
        case .orderCode: "code"
        case .name: "typed"
        }
    }
}

extension Double {
    fileprivate mutating func raise(to other: Double) { self = Swift.max(self, other) }
}
