// SPDX-License-Identifier: Apache-2.0

import Conference
import Sealing

@testable import PhotoID

/// What a scanner or a keyboard delivered at the desk: licences, machine-readable zones, codes, names.
let scan = Parser("scan") { bytes in
    let scan = Scan(String(decoding: bytes, as: UTF8.self))
    if case .aamva(let name?) = scan { precondition(!name.isEmpty, "A licence with an empty name.") }
    if case .mrz(let name?) = scan { precondition(!name.isEmpty, "A zone with an empty name.") }
}

/// The same, and whom it names.
///
/// The sanitizer makes a look-up over ten times as slow; the 50 ms that a desk may wait are measured without it, on
/// what the fuzzer has found.
let lookup = Parser("lookup", mostMilliseconds: 500) { bytes in
    let result = index.lookUp(String(decoding: bytes, as: UTF8.self))
    precondition(
        (result.decision == .none) == result.candidates.isEmpty, "A decision without a candidate, or the reverse.")
}

/// People in all scripts and shapes that the index treats in its own way.
private let people = [
    ("Melvin", "Feest"), ("María José", "García Márquez"), ("Jürgen", "Groß-Strauß"), ("Олексій", "Щербаков"),
    ("محمد", "عبد الرحمن"), ("小林", "康介"), ("伟", "张"), ("지훈", "이"), ("Γιώργος", "Παπαδόπουλος"), ("", "Sukarno"),
    ("Anna Maria", "van der Berg"), ("Seán", "O'Connor"), ("さくら", "山本"), ("Phương Thảo", "Nguyễn"),
    ("Örnólfur", "Herlufsson"), ("J. R.", "Smith Jr."), ("דוד", "כהן"), ("प्रिया", "शर्मा"), ("สมชาย", "ใจดี"),
]

private let index = {
    let index = LookupIndex(
        people.enumerated().map { number, name in
            Person(
                id: number, givenName: name.0, familyName: name.1, fullName: "\(name.0) \(name.1)", preferredName: nil,
                affiliation: nil, email: "person\(number)@example.org", orderCode: "A\(number)BCD")
        })
    // Tables are made when they are first asked for, and that is not counted.
    for (given, family) in people { _ = index.lookUp("\(given) \(family)") }
    return index
}()

/// What a door reads: a badge's token, through every keyboard layout, with whatever stands around it.
let badge = Parser("badge") { bytes in
    if case .genuine = reader.read(String(decoding: bytes, as: UTF8.self)) {
        preconditionFailure("A badge that nobody signed.")
    }
}

/// What a desk reads from the paper list.
let roster = Parser("roster") { bytes in
    _ = RosterToken(String(decoding: bytes, as: UTF8.self))
}

private let event = {
    guard let event = Slug<Event>("fuzzing") else { fatalError("The event has no name.") }
    return event
}()
private let reader = BadgeReader(event: event, verifier: BadgeKey())
