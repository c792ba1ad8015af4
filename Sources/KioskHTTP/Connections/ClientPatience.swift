// SPDX-License-Identifier: Apache-2.0

/// How long a connection's client may take, by what it has sent and been sent so far.
///
/// Times are seconds of a clock that nobody sets.
struct ClientPatience: Equatable {
    /// From the connection to the whole head of its first request, the handshake of TLS included.
    static let firstHead = 10.0
    /// Between an answer and the head of the next request.
    static let nextHead = 120.0
    /// A body may take so long, and so much longer for each byte of it that has come.
    static let body = 10.0
    static let slowestBytesPerSecond = 16_384.0
    /// What is left of a body when its answer was sent.
    static let rest = 2.0
    /// An answer that nobody takes from us.
    static let answer = 30.0

    /// When what is waited for began.
    private(set) var since: Double
    private var isNew = true
    private var isReading = false
    private var bytes = 0
    /// Requests that have no whole answer yet.
    private var unanswered = 0
    private var stuckSince: Double?

    init(at now: Double) {
        since = now
    }

    /// Whether nothing of ours is under way: the connection can be closed without anybody's losing an answer.
    var isIdle: Bool { unanswered == 0 || isReading }

    mutating func readHead(at now: Double) {
        isNew = false
        isReading = true
        bytes = 0
        unanswered += 1
        since = now
    }

    mutating func readBody(_ count: Int) { bytes += count }

    mutating func readEnd(at now: Double) {
        isReading = false
        if unanswered == 0 { since = now }
    }

    mutating func wroteEnd(at now: Double) {
        unanswered -= 1
        if unanswered == 0 { since = now }
    }

    mutating func canWrite(_ isWritable: Bool, at now: Double) {
        stuckSince = isWritable ? nil : stuckSince ?? now
    }

    /// Whether the client has taken too long.
    func isOver(at now: Double) -> Bool {
        if let stuckSince, now - stuckSince > Self.answer { return true }
        let waited = now - since
        if isReading {
            return waited > (unanswered == 0 ? Self.rest : Self.body + Double(bytes) / Self.slowestBytesPerSecond)
        }
        return unanswered == 0 && waited > (isNew ? Self.firstHead : Self.nextHead)
    }
}
