// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Programme
import Webhooks

extension ApplianceSetup {
    private static var mostBytesOfToken: Int { 10_000 }

    /// The event's webhooks with where they are reached, the files of their tokens read.
    func webhookPosts() throws(ApplianceError) -> [WebhookPost] {
        var posts: [WebhookPost] = []
        for settings in eventFile.webhooks {
            var token: String?
            if let path = settings.tokenFile { token = try self.token(at: path, of: settings) }
            guard
                let endpoint = WebhookEndpoint(
                    kind: settings.webhook.kind, url: settings.url, room: settings.room, token: token)
            else {
                throw ApplianceError("\(appliance.event.path): the address of \(settings) cannot be used.")
            }
            posts.append(
                WebhookPost(
                    webhook: settings.webhook, endpoint: endpoint,
                    rules: DeliveryRules(longestPause: Double(settings.longestPauseSeconds)),
                    timeoutSeconds: settings.timeoutSeconds))
        }
        return posts
    }

    private func token(at path: String, of settings: WebhookSettings) throws(ApplianceError) -> String {
        let file = file(path)
        let bytes = try Self.read(
            file, "\(appliance.event.path) names it as the token of \(settings).", upTo: Self.mostBytesOfToken)
        try Self.checkPrivacy(of: file)
        let token = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ApplianceError("\(file.path) holds no access token: one line of letters, digits and marks.")
        }
        return token
    }
}
