// SPDX-License-Identifier: Apache-2.0

import CCUPS
import Glibc

/// One kept connection to a printer; the only owner of its pointer.
struct IPPConnection: ~Copyable {
    private let http: OpaquePointer

    private static var connectMilliseconds: CInt { 1500 }
    /// How long a printer may be silent before it answers a question.
    private static var questionSeconds: Double { 3 }
    /// How long it may be silent while it takes a document.
    private static var documentSeconds: Double { 5 }

    init(to uri: PrinterURI) throws(IPPFailure) {
        let encryption = uri.encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED
        guard
            let http = httpConnect2(
                uri.host, uri.port, nil, AF_UNSPEC, encryption, 1, Self.connectMilliseconds, nil)
        else { throw .unreachable(lastError()) }
        self.http = http
    }

    deinit {
        httpClose(http)
    }

    /// Sends a request, with a document behind it if there is one, and waits for the answer.
    ///
    /// The error is read on the thread of the call, as libcups keeps it there.
    func exchange(
        _ request: consuming IPPMessage, at path: String, document: [UInt8]? = nil
    ) throws(IPPFailure) -> IPPMessage {
        // 0 gives up when the time is over.
        httpSetTimeout(http, document == nil ? Self.questionSeconds : Self.documentSeconds, { _, _ in 0 }, nil)
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
}

/// libcups's last error on this thread; it may have none.
private func lastError() -> String {
    guard let message = cupsLastErrorString() else { return "no answer" }
    return String(cString: message)
}
