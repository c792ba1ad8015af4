// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Printing
import Testing

struct LabelReckoningTests {
    let printer: PrinterID
    let badge: BadgeSerial
    let roll = LabelRoll(full: 200, warning: 20)

    init() throws {
        printer = try #require(PrinterID("desk"))
        badge = try #require(BadgeSerial(bytes: [1, 2, 3, 4, 5, 6]))
    }

    /// What the journal says after these happenings.
    private func count(_ happenings: Happening...) -> LabelCount? {
        var state = ConferenceState()
        for each in happenings { state.apply(Fact(at: Date(timeIntervalSince1970: 0), station: nil, each)) }
        return state.labels[printer]
    }

    private func loaded(_ count: Int) -> Happening { .labelsLoaded(printer, count: count) }
    private func printed(on printer: PrinterID?) -> Happening { .badgePrinted(badge, job: PrintJobID(), on: printer) }

    private func status(_ reasons: PrinterReason..., level: LabelLevel? = nil) -> PrinterStatus {
        var status = PrinterStatus(state: .idle, reasons: reasons, acceptsJobs: true)
        status.labelLevel = level
        return status
    }

    private func reckoning(_ count: LabelCount?, _ status: PrinterStatus?, roll: LabelRoll? = nil) -> LabelReckoning {
        LabelReckoning(roll: roll ?? self.roll, count: count, status: status)
    }

    @Test func `each badge that this printer printed is a label less`() throws {
        let other = try #require(PrinterID("other"))
        let count = count(loaded(100), printed(on: printer), printed(on: other), printed(on: nil), printed(on: printer))
        #expect(count?.left == 98)
        #expect(reckoning(count, status()).left == 98)
    }

    @Test func `a card takes one, too`() throws {
        let card = Happening.cardPrinted(SessionID(), job: PrintJobID(), on: printer)
        #expect(count(loaded(10), card, printed(on: printer))?.left == 8)
    }

    @Test func `badges of before anybody knew the count count for nothing, and a count starts anew`() {
        #expect(count(printed(on: printer)) == nil)
        #expect(count(loaded(3), printed(on: printer), loaded(200), printed(on: printer))?.left == 199)
        #expect(count(loaded(1), printed(on: printer), printed(on: printer))?.left == 0)
    }

    @Test func `the event file's roll is what a new printer begins with`() {
        #expect(reckoning(nil, nil).correction == 200)
        #expect(reckoning(nil, status(), roll: LabelRoll()).correction == nil)
    }

    @Test func `an empty printer has none left, whatever was counted`() {
        let before = count(loaded(200), printed(on: printer))
        #expect(reckoning(before, status(.mediaEmpty)).left == 0)
        #expect(reckoning(before, status(.mediaEmpty)).correction == 0)
        #expect(reckoning(count(loaded(200), loaded(0)), status(.mediaEmpty)).correction == nil)
    }

    @Test func `a printer that is empty no more has a full roll`() {
        let emptied = count(loaded(150), loaded(0), printed(on: printer))
        #expect(reckoning(emptied, status()).correction == 200)
        #expect(reckoning(emptied, status(), roll: LabelRoll()).correction == 150)
    }

    @Test func `a printer that ran out by our count alone has a longer roll than was said`() {
        let counted = count(loaded(1), printed(on: printer))
        #expect(reckoning(counted, status()).correction == nil)
    }

    @Test func `a printer that does not answer corrects nothing`() {
        #expect(reckoning(count(loaded(0)), nil).correction == nil)
        #expect(reckoning(count(loaded(7)), nil).left == 7)
    }

    @Test func `what the printer says is shown instead of what was counted`() {
        let level = LabelLevel(left: 42, capacity: 500)
        #expect(reckoning(count(loaded(200)), status(level: level)).left == 42)
        #expect(reckoning(nil, status(level: level), roll: LabelRoll()).isLow)
        #expect(!reckoning(nil, status(level: LabelLevel(left: 51, capacity: 500)), roll: LabelRoll()).isLow)
    }

    @Test(arguments: [(21, false), (20, true), (0, true)])
    func `warns from the number on that the event file names`(left: Int, isLow: Bool) {
        let reckoning = reckoning(count(loaded(200), loaded(left)), status())
        #expect(reckoning.isLow == isLow)
    }

    @Test func `warns at a tenth of the roll unless the event file says otherwise, and never without a count`() {
        let tenth = LabelRoll(full: 50)
        #expect(reckoning(count(loaded(5)), status(), roll: tenth).isLow)
        #expect(!reckoning(count(loaded(6)), status(), roll: tenth).isLow)
        #expect(!reckoning(nil, status(), roll: tenth).isLow)
    }
}
