// SPDX-License-Identifier: Apache-2.0

import Appliance
import Conference
import Testing

struct PrivacyTests {
    private func privacy(_ text: String) throws -> PrivacyRules {
        try EventFile(parsing: Array((Sample.event() + "\n" + text).utf8)).event.privacy
    }

    @Test func `personal data are due thirty days after the last day, unless the file says otherwise`() throws {
        let days = try EventFile(parsing: Array(Sample.event().utf8)).event.days
        #expect(days.last == "2016-10-08")
        #expect(try privacy("") == PrivacyRules(erasedFrom: "2016-11-07"))
        #expect(
            try privacy("[privacy]\nerase_after = 2016-10-10\ncontact = \"privacy@example.org\"\n")
                == PrivacyRules(erasedFrom: "2016-10-10", contact: "privacy@example.org"))
    }

    @Test func `refuses to erase while the event is on`() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try privacy("[privacy]\nerase_after = \"2016-10-07\"\n")
        }
        #expect(error.description.contains("privacy.erase_after, line "))
        #expect(error.description.contains("a day on which the event is over, 2016-10-08 or later"))
    }
}
