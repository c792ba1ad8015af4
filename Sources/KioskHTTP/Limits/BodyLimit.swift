// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// How many bytes a request's body may have.
enum BodyLimit {
    /// What is sent is a form: the longest text in one, written in the most wasteful way, is a good deal less.
    static let usual = 64 * 1024
    /// Whoever has no token has a pairing code to say, and nothing else.
    static let ofStrangers = 4 * 1024
    /// A note of 20,000 letters, each of which may take twelve bytes to write.
    static let note = 256 * 1024
    /// 500 scans.
    static let scans = 256 * 1024
    /// The handler refuses too much by itself.
    static let countedElsewhere = Int.max
}

extension KioskContext {
    /// The context with the limit of the route; throws when the request says beforehand that it has more.
    func taking(_ request: Request, upTo mostBytes: Int) throws(Problem) -> KioskContext {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > mostBytes {
            throw .tooLarge
        }
        var context = self
        context.maxUploadSize = mostBytes
        return context
    }
}

extension Problem {
    static let tooLarge = Problem(.contentTooLarge, "tooLarge", "The request is too large.")
}
