// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct BadgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "badge", abstract: "Renders badges to a file, without printing them.",
        discussion: """
            A person who is checked in gets the badge that is valid now; anybody else a specimen, which no door accepts.

            With --all, a file to be printed beforehand: everybody with a seat who has not come yet gets a badge, which \
            counts once the desk has checked its owner in. With --pool, badges without a name for the hour when every \
            printer is dead: the desk gives one to a person by scanning it. With --check, a contact sheet of the list's \
            longest names and some odd ones.
            """
    )

    @Argument(help: "The registration: its order code, or its identifier.")
    var registration: String?

    @Flag(name: .long, help: "Everybody with a seat who has not come yet, one badge a page.")
    var all = false

    @Flag(name: .long, help: "With --all: only those who have no badge yet, not those of an earlier --all.")
    var new = false

    @Option(name: .long, help: ArgumentHelp("So many badges without a name.", valueName: "count"))
    var pool: Int?

    @Flag(name: .long, help: "A contact sheet of the badges that are most likely to go wrong.")
    var check = false

    @Option(name: .long, help: "With --check: this template instead of the event's.")
    var template: String?

    @Option(name: .shortAndLong, help: "The PDF to write; with --check it may be a PNG.")
    var output: String

    @OptionGroup var event: EventOptions

    func validate() throws {
        let chosen = [registration != nil, all, pool != nil, check].count { $0 }
        guard chosen == 1 else { throw ValidationError("Give a registration, or one of --all, --pool and --check.") }
        guard template == nil || check else { throw ValidationError("--template goes with --check.") }
        guard !new || all else { throw ValidationError("--new goes with --all.") }
        guard pool.map({ (1...1000).contains($0) }) ?? true else {
            throw ValidationError("--pool makes from 1 to 1000 badges at once.")
        }
    }

    func run() async throws {
        let setup = try ApplianceSetup(configPath: event.config)
        let rendering = BadgeRendering(setup)
        if let registration {
            let badge = try await rendering.render(registration, to: output)
            print(badge.summary)
            for remark in badge.remarks { print(remark) }
        } else if let pool {
            try await rendering.fillPool(pool, to: output)
            print(
                "\(pool) badges without a name: \(output). Print them once; each belongs to whoever it is scanned for.")
        } else if all {
            tell(try await rendering.preprint(to: output, onlyNew: new))
        } else {
            let remarks = try await BadgeCheck(setup).run(to: output, template: template)
            print("Look at \(output). \(remarks.isEmpty ? "Everything fits." : "These need a second look:")")
            for remark in remarks { print("  \(remark)") }
        }
    }

    private func tell(_ book: BadgeRendering.Book) {
        print("\(book.total) badges: \(output). Each counts once the desk has checked its owner in.")
        if book.new < book.total {
            print(
                "\(book.total - book.new) of them were made before: do not print those twice (--new leaves them out).")
        }
        for remark in book.remarks { print("Look at \(remark)") }
    }
}
