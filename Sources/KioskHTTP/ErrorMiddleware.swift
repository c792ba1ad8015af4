// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Logging

/// The only place that turns errors into status codes.
struct ErrorMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: KioskContext,
        next: @concurrent (Request, KioskContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = problem(for: error, context)
            // What is still to come of it nobody reads.
            return problem.status == .contentTooLarge ? problem.closing(context.channel) : problem.response
        }
    }

    private func problem(for error: any Error, _ context: KioskContext) -> Problem {
        switch error {
        case let problem as Problem:
            return problem
        case let error as JournalError:
            return problem(for: error, context)
        case is DecodingError:
            return .malformed
        case let error as any HTTPResponseError:
            return problem(for: error.status)
        default:
            // The error's own text may hold what was sent: its type is enough to find the place.
            context.logger.error("request failed", metadata: ["error.type": "\(type(of: error))"])
            return Problem(
                .internalServerError, "failed", "Something went wrong here. Nothing was recorded; try again.")
        }
    }

    private func problem(for error: JournalError, _ context: KioskContext) -> Problem {
        switch error.code {
        case .busy:
            return Problem(.serviceUnavailable, "busy", error.message, retryAfterSeconds: 1)
        case .contradiction:
            context.logger.error("decision contradicts the schema", metadata: ["error.cause": "\(error.cause ?? "")"])
            return Problem(.conflict, "contradiction", error.message)
        case .unavailable:
            context.logger.error("journal unavailable", metadata: ["error.cause": "\(error.cause ?? "")"])
            return Problem(.serviceUnavailable, "unavailable", error.message, retryAfterSeconds: 2)
        }
    }

    private func problem(for status: HTTPResponse.Status) -> Problem {
        switch status {
        case .notFound: .notFound
        case .badRequest: .malformed
        case .contentTooLarge: .tooLarge
        default: Problem(status, "refused", status.reasonPhrase)
        }
    }
}
