// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Hummingbird
import NIOCore

/// How values are written as JSON: camelCase, explicit nulls, UTC times of RFC 3339 with milliseconds.
enum Wire {
    static func encode(_ value: some Encodable) throws -> ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(text(date))
        }
        return ByteBuffer(bytes: try encoder.encode(value))
    }

    static func response(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: try encode(value)))
    }

    /// A time as it is written in JSON.
    ///
    /// The format cuts what is below a millisecond, and a whole one may be a hair less in binary.
    static func text(_ date: Date) -> String { (date + 0.0005).formatted(timeFormat) }

    /// The time in `text`, with or without a fraction of a second.
    static func date(_ text: String) throws -> Date {
        for format in [timeFormat, Date.ISO8601FormatStyle()] {
            // The next format is tried; that none fits is what is told.
            if let date = try? format.parse(text) { return date }
        }
        throw Problem.malformed("A time must look like 2016-10-07T18:04:05Z.")
    }

    /// The identifier that a request gives itself.
    static func requestID(_ text: String) throws -> FactID {
        guard let id = FactID(text) else { throw Problem.malformed("requestId must be a UUID.") }
        return id
    }

    private static let timeFormat = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

/// An optional that is written as `null` where it is absent, so that a reader of the JSON sees all keys.
@propertyWrapper
struct Nullable<Wrapped: Encodable>: Encodable {
    var wrappedValue: Wrapped?

    init(wrappedValue: Wrapped?) {
        self.wrappedValue = wrappedValue
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}

extension Nullable: Sendable where Wrapped: Sendable {}

extension Request {
    /// The body as `Body`; what does not fit is a 400 that quotes nothing of it.
    func body<Body: Decodable>(as type: Body.Type, _ context: KioskContext) async throws -> Body {
        let buffer = try await body.collect(upTo: context.maxUploadSize)
        do {
            return try JSONDecoder().decode(type, from: Data(buffer.readableBytesView))
        } catch DecodingError.keyNotFound(let key, _) {
            throw Problem.malformed("The request lacks \(key.stringValue).")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw Problem.malformed("\(path.isEmpty ? "The request" : path) is not of the documented type.")
        } catch is DecodingError {
            throw Problem.malformed
        }
    }
}
