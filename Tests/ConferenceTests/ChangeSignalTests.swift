// SPDX-License-Identifier: Apache-2.0

import Conference
import Testing

struct ChangeSignalTests {
    @Test func `one flag hears two signals, and says once what came before it was looked at`() async {
        let (counts, sessions) = (ChangeSignal(), ChangeSignal())
        let both = counts.subscribe(with: sessions)
        var heard = both.changes.makeAsyncIterator()
        counts.send()
        #expect(await heard.next() != nil)
        sessions.send()
        #expect(await heard.next() != nil)
        counts.send()
        sessions.send()
        #expect(await heard.next() != nil)
        both.finish()
        #expect(await heard.next() == nil)
    }

    @Test func `whoever listens to one signal does not hear the other`() async {
        let (counts, sessions) = (ChangeSignal(), ChangeSignal())
        let (one, both) = (sessions.subscribe(), counts.subscribe(with: sessions))
        counts.send()
        one.finish()
        var heard = one.changes.makeAsyncIterator()
        #expect(await heard.next() == nil)
        both.finish()
    }
}
