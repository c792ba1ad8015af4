// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

/// One of the tables `[[links]]`.
struct LinkEntry {
    let link: EventLink?

    init(reading table: TOMLReader) {
        let name = table.required("name", .text(upTo: 40))
        let url = table.optional("url", .webAddress)
        let text = table.optional("text", .text(upTo: 120))
        if !table.has("url"), !table.has("text") {
            table.report.add(
                .missing, at: table.path, "expected “url”, a web address, or “text”, what there is to know, or both")
        }
        table.finish()
        link = name.map { EventLink(name: $0, url: url, text: text) }
    }
}

extension TOMLExpectation<String> {
    /// An address that a browser opens; others, such as those that run something, are none.
    fileprivate static var webAddress: Self {
        text("a web address such as “https://chat.example.org/”") { text in
            guard text.utf8.count <= 300, text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }),
                let parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme?.lowercased()),
                parts.host?.isEmpty == false
            else { return nil }
            return text
        }
    }
}
