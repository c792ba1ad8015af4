// SPDX-License-Identifier: Apache-2.0

import CCUPS
import Glibc

/// One kept connection to a printer; the only owner of its pointer.
struct IPPConnection: ~Copyable {
    private let http: OpaquePointer
    /// Where libcups reads when to give up; it outlives the connection.
    private let deadline: UnsafeMutablePointer<Double>

    static var connectMilliseconds: CInt { 1500 }
    /// How long a printer may be silent before it answers a question.
    private static var questionSeconds: Double { 3 }
    /// How long it may be silent while it takes a document.
    private static var documentSeconds: Double { 5 }
    /// How often libcups asks whether to go on waiting.
    private static var glanceSeconds: Double { 0.25 }

    /// Connects, in clear or with TLS from the first byte on.
    init(to uri: PrinterURI, encrypted: Bool) throws(IPPFailure) {
        let encryption = encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED
        guard
            let http = httpConnect2(
                uri.host, uri.port, nil, AF_UNSPEC, encryption, 1, Self.connectMilliseconds, nil)
        else {
            throw cupsLastError() == IPP_STATUS_ERROR_CUPS_PKI ? .tlsFailed(lastError()) : .unreachable(lastError())
        }
        self.http = http
        deadline = .allocate(capacity: 1)
        deadline.initialize(to: 0)
    }

    deinit {
        httpClose(http)
        deadline.deallocate()
    }

    /// Whether what is exchanged is encrypted, be it because the printer insisted.
    var isEncrypted: Bool { httpIsEncrypted(http) != 0 }

    /// Whether the other side has answered in HTTP, whatever it said.
    var hasSpokenHTTP: Bool { httpGetStatus(http).rawValue >= HTTP_STATUS_CONTINUE.rawValue }

    /// Whether a question that came to nothing may have done so because it was asked in clear.
    ///
    /// Whoever expects TLS hangs up, or answers with one of these.
    var mayWantTLS: Bool {
        !hasSpokenHTTP || [HTTP_STATUS_BAD_REQUEST, HTTP_STATUS_UPGRADE_REQUIRED].contains(httpGetStatus(http))
    }

    /// Sends a request, with a document behind it if there is one, and waits for the answer.
    ///
    /// The error is read on the thread of the call, as libcups keeps it there.
    func exchange(
        _ request: consuming IPPMessage, at path: String, document: [UInt8]? = nil, within seconds: Double? = nil
    ) throws(IPPFailure) -> IPPMessage {
        giveUp(after: seconds ?? (document == nil ? Self.questionSeconds : Self.documentSeconds))
        guard let document else {
            guard let answer = cupsDoRequest(http, request.handOver(), path) else { throw .broken(lastError()) }
            return IPPMessage(owning: answer)
        }
        let length = request.length + document.count
        let status = request.borrow { cupsSendRequest(http, $0, path, length) }
        guard status == HTTP_STATUS_CONTINUE else { throw .broken(lastError()) }
        let written = document.withUnsafeBytes { bytes in
            cupsWriteRequestData(http, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        // A printer that refuses early answers before it has read the document: the answer says why.
        guard let answer = cupsGetResponse(http, path) else {
            throw .broken(written == HTTP_STATUS_CONTINUE ? lastError() : "the document was not taken whole")
        }
        return IPPMessage(owning: answer)
    }

    /// Has libcups give up in so many seconds.
    ///
    /// It asks not only when nothing came for a while, but also after TLS records that hold no data, such as session
    /// tickets, so that the answer has to be the clock's.
    private func giveUp(after seconds: Double) {
        deadline.pointee = monotonicSeconds() + seconds
        httpSetTimeout(
            http, Self.glanceSeconds,
            { _, data in
                guard let deadline = data?.assumingMemoryBound(to: Double.self).pointee else { return 0 }
                return monotonicSeconds() < deadline ? 1 : 0
            }, deadline)
    }
}

private func monotonicSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// libcups's last error on this thread; it may have none.
func lastError() -> String {
    guard let message = cupsLastErrorString() else { return "no answer" }
    return String(cString: message)
}
