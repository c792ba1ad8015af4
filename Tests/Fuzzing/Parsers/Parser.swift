// SPDX-License-Identifier: Apache-2.0

/// A parser, and what holds whatever it is given.
struct Parser: Sendable {
    let name: String
    /// So much processor time one input may take, with the sanitizer, which makes everything several times as slow.
    let mostMilliseconds: Double
    let read: @Sendable (UnsafeBufferPointer<UInt8>) -> Void

    init(
        _ name: String, mostMilliseconds: Double = 50, _ read: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        self.name = name
        self.mostMilliseconds = mostMilliseconds
        self.read = read
    }
}

let parsers = [
    scan, lookup, badge, roster, csv, eventFile, applianceFile, template, map, json, document, frame,
]
