// SPDX-License-Identifier: Apache-2.0

import Conference
import HTTPTypes
import Hummingbird
import NIOCore

/// Figures that a browser saves as a file, named after the event and what they are of.
struct ExportFile {
    let event: Slug<Event>
    let subject: String

    func json(_ rows: some Encodable) throws -> Response {
        var response = try Wire.response(rows)
        response.headers[.contentDisposition] = disposition("json")
        return response
    }

    func csv(_ table: CSVLines) -> Response {
        text(table.text, kind: "csv", type: "text/csv; charset=utf-8; header=present")
    }

    func text(_ text: String, kind: String, type: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "no-store", .contentDisposition: disposition(kind),
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func disposition(_ kind: String) -> String { "attachment; filename=\"\(event)-\(subject).\(kind)\"" }
}
