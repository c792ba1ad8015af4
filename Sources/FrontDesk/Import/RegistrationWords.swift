// SPDX-License-Identifier: Apache-2.0

import enum Conference.AttendeeRole
import enum Conference.RegistrationStatus

/// What the words mean that ticket shops and people write into the cells of a list, folded.
enum RegistrationWords {
    /// Whoever has not paid, or has not been decided on, is on the list without a seat.
    ///
    /// The desk finds the person, and an organizer decides: nobody is let in, or sent away, because a payment is late.
    static let statuses: [String: RegistrationStatus] = table([
        (
            .accepted,
            [
                "accepted", "approved", "confirmed", "registered", "complete", "completed", "paid", "attending",
                "checkedin", "going", "voucherredeemed", "pendingconfirmed", "bezahlt", "bestätigt", "angenommen",
            ]
        ),
        (
            .waitlisted(position: nil),
            [
                "waitlisted", "waitlist", "waitinglist", "onwaitinglist", "waiting", "pending", "pendingpayment",
                "awaitingpayment", "unpaid", "pendingapproval", "approvalpending", "awaitingmoderation",
                "awaitingapproval", "invited", "waitingforavoucher", "voucherassigned", "waitingforredemption",
                "ausstehend", "warteliste",
            ]
        ),
        (
            .declined,
            [
                "declined", "rejected", "withdrawn", "cancelled", "canceled", "canceledpaidfee", "refunded", "expired",
                "voucherexpired", "notattending", "notgoing", "deleted", "void", "storniert", "abgelaufen",
                "abgelehnt", "zurückgezogen",
            ]
        ),
    ])

    static let roles: [String: AttendeeRole] = table([
        (.attendee, ["attendee", "participant", "teilnehmer", "teilnehmerin"]),
        (.speaker, ["speaker", "presenter"]),
        (.volunteer, ["volunteer", "helper", "helfer", "helferin"]),
        (.organizer, ["organizer", "organiser", "staff", "veranstalter"]),
    ])

    static let answers: [String: Bool] = table([
        (true, ["yes", "y", "true", "1", "ja"]),
        (false, ["no", "n", "false", "0", "nein"]),
    ])

    static let posterSessions: [String: Set<Int>] = table([
        ([1], ["1"]),
        ([2], ["2"]),
        ([1, 2], ["both", "1and2", "beide"]),
    ])

    private static func table<Meaning>(_ meanings: [(Meaning, [String])]) -> [String: Meaning] {
        let pairs = meanings.flatMap { meaning, words in words.map { ($0, meaning) } }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
