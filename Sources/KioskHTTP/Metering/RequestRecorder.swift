// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Logging
import Synchronization

/// Measures each request, and writes a line about it in the log for whoever looks for a fault.
///
/// The line says which route it was and never what was asked: no path, no query, no body, no address.
struct RequestRecorder: RouterMiddleware {
    let meters: KioskMeters

    func handle(
        _ request: Request, context: KioskContext,
        next: @concurrent (Request, KioskContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let duration = ContinuousClock.now - start
        let route = context.endpointPath
        if !response.isEventStream {
            meters.answered(request.method, route, status: response.status.code, after: duration)
        }
        // The text is made only if it is written.
        context.logger.log(
            level: response.status.code == 500 ? .warning : .debug, "request answered",
            metadata: [
                "http.method": "\(KioskMeters.word(for: request.method))", "http.route": "\(route ?? "none")",
                "http.status": "\(response.status.code)",
                "http.milliseconds": "\((duration / .milliseconds(1) * 1000).rounded() / 1000)",
                "station.id": "\(context.trail?.station.withLock { $0 }?.description ?? "none")",
            ])
        return response
    }
}

/// Who turned out to ask, told from the inside of a request to the outside; kept only where the log tells it.
final class RequestTrail: Sendable {
    let station = Mutex<StationID?>(nil)

    init() {}
}

extension Response {
    var isEventStream: Bool { headers[.contentType] == "text/event-stream" }

    /// The same answer, whose stream is counted for as long as it lasts.
    func counted(as role: StationRole, by meters: KioskMeters) -> Response {
        guard isEventStream else { return self }
        var response = self
        let body = body
        response.body = ResponseBody { writer in
            meters.streamOpened(by: role)
            defer { meters.streamClosed(by: role) }
            try await body.write(writer)
        }
        return response
    }
}
