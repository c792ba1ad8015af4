// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import Foundation
import QRCode
import Testing

struct BadgeRendererTests {
    let renderer = BadgeRenderer()
    let template: BadgeTemplate
    let token = String(repeating: "AB2CD3EF4", count: 13)
    let code: QRSymbol

    init() throws {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let svg = try Data(contentsOf: repository.appending(path: "templates/badges/badge-86x54.svg"))
        template = try BadgeTemplate(svg: Array(svg))
        code = try QRSymbol(encoding: token)
    }

    private func badge(_ name: String, affiliation: String? = "Rivers Institute") async throws -> RenderedBadge {
        var text = BadgeText()
        text[.name] = name
        text[.affiliation] = affiliation
        text[.event] = "Self-Organizing Conference on Machine Learning 2016"
        text[.role] = "ATTENDEE"
        return try await renderer.pdf(template, text: text, code: code)
    }

    @Test func `is a page of exactly the template's size`() async throws {
        let page = try Witness(pdf: try await badge("Ada Lovelace").bytes)
        #expect(try page.run("pdfinfo", page.pdf).contains("Page size:       243.78 x 153.071 pts"))
        #expect(try page.run("pdfinfo", page.pdf).contains("Pages:           1"))
    }

    @Test(arguments: [300, 203])
    func `its QR code is read by another program`(dotsPerInch: Int) async throws {
        let page = try Witness(pdf: try await badge("Ada Lovelace").bytes)
        #expect(try page.qr(dotsPerInch: dotsPerInch) == token)
    }

    @Test(arguments: [
        "Ada Lovelace", "Li", "Nguyễn Thị Phương Thảo", "王小明", "山田太郎", "김민수", "محمد عبد الرحمن", "שרה כהן",
        "नरेन्द्र शर्मा", "สมชาย ใจดี", "Юлия Щербакова",
    ])
    func `sets any script without a missing glyph or a cut`(name: String) async throws {
        #expect(try await badge(name).remarks == [])
    }

    @Test func `breaks a long word before it gets too small to read`() async throws {
        let rendered = try await badge("Wolfeschlegelsteinhausenbergerdorff-Müller Hieronymus")
        #expect(rendered.remarks == [])
    }

    @Test func `says what it had to shorten, and what no font has`() async throws {
        let endless = String(repeating: "Hubert Blaine ", count: 30)
        #expect(try await badge(endless).remarks == [.shortened(.name)])
        #expect(try await badge("Ada \u{F8FF}").remarks == [.missingGlyphs(.name, count: 1)])
    }

    @Test func `takes markup for what it is`() async throws {
        let page = try Witness(pdf: try await badge("<b>Ada</b> &amp;").bytes)
        #expect(try page.run("pdftotext", page.pdf, "-").contains("<b>Ada</b> &amp;"))
    }

    @Test func `is the same bytes for the same person`() async throws {
        #expect(try await badge("Ada Lovelace").bytes == badge("Ada Lovelace").bytes)
    }

    @Test func `draws the same as a picture`() async throws {
        var text = BadgeText()
        text[.name] = "Ada Lovelace"
        let picture = try await renderer.png(template, text: text, code: code, dotsPerInch: 300)
        #expect(picture.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test(arguments: [(300, 1016, 638), (203, 687, 432)])
    func `draws the same as grey dots, in which the code is read`(
        dotsPerInch: Int, width: Int, height: Int
    ) async throws {
        var text = BadgeText()
        text[.name] = "Ada Lovelace"
        let bitmap = try await renderer.bitmap(template, text: text, code: code, dotsPerInch: dotsPerInch)
        #expect((bitmap.width, bitmap.height, bitmap.dots.count) == (width, height, width * height))
        let header = Array("P5 \(width) \(height) 255\n".utf8)
        #expect(try Witness(pdf: []).qr(ofPicture: header + bitmap.dots) == token)
    }
}

/// Every template that comes with Lanyard.
struct ShippedTemplateTests {
    static let sizes: [(String, Double, Double)] = [
        ("badge-86x54", 86, 54), ("badge-4x3in", 101.6, 76.2), ("badge-4x6in-fold", 101.6, 152.4),
        ("badge-62x100", 62, 100), ("badge-57x102", 57.15, 101.6), ("badge-a6", 105, 148),
    ]
    private static let names = [
        "Ada Lovelace", "Friederike Donaudampfschifffahrtsgesellschaftsfrau", "Nguyễn Thị Phương Thảo", "王小明",
        "محمد عبد الرحمن", "नरेन्द्र शर्मा", "สมชาย ใจดี", "O",
    ]
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../templates/badges")

    private func template(_ name: String) throws -> BadgeTemplate {
        try BadgeTemplate(svg: Array(try Data(contentsOf: Self.folder.appending(path: "\(name).svg"))))
    }

    @Test func `are all looked at here`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files) == Set(Self.sizes.map { "\($0.0).svg" }))
    }

    @Test(arguments: sizes)
    func `hold any name at their size, with a code that is read at 203 dpi`(
        name: String, width: Double, height: Double
    ) async throws {
        let template = try template(name)
        #expect(abs(template.size.width - width) < 0.01 && abs(template.size.height - height) < 0.01)
        let token = String(repeating: "AB2CD3EF4", count: 13)
        let entries = try Self.names.map { name in
            var text = BadgeText()
            text[.name] = name
            text[.affiliation] = "Rivers Institute"
            text[.role] = "ATTENDEE"
            return BadgeEntry(template: template, text: text, code: try QRSymbol(encoding: token))
        }
        let book = try await BadgeRenderer().book(entries)
        #expect(book.remarks.allSatisfy { $0.isEmpty })
        let page = try Witness(pdf: book.bytes)
        #expect(try page.run("pdfinfo", page.pdf).contains("Pages:           \(entries.count)"))
        let read = Set(try page.qr(dotsPerInch: 203).split(separator: "\n").map(String.init))
        #expect(read == [token])
    }

    @Test(arguments: [ContactSheet.Form.pdf, .png(dotsPerInch: 100)])
    func `stand side by side on a contact sheet`(form: ContactSheet.Form) async throws {
        let code = try QRSymbol(encoding: "A")
        var text = BadgeText()
        text[.name] = "Ada \u{F8FF}"
        let entries = try Self.sizes.flatMap { name, _, _ in
            Array(repeating: BadgeEntry(template: try template(name), text: text, code: code, caption: name), count: 7)
        }
        let sheet = try await BadgeRenderer().contactSheet(entries, as: form)
        #expect(sheet.remarks.allSatisfy { !$0.isEmpty })
        #expect(!sheet.bytes.isEmpty)
    }
}

/// Other programs that look at a page.
private final class Witness {
    private let folder: URL
    let pdf: String

    init(pdf bytes: [UInt8]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "lanyard-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "badge.pdf")
        try Data(bytes).write(to: file)
        pdf = file.path
    }

    deinit {
        // A folder that cannot be removed is the next clean-up's business.
        try? FileManager.default.removeItem(at: folder)
    }

    func qr(dotsPerInch: Int) throws -> String {
        let picture = folder.appending(path: "page").path
        _ = try run("pdftoppm", "-r", "\(dotsPerInch)", "-gray", "-png", "-singlefile", pdf, picture)
        return try qr(at: "\(picture).png")
    }

    /// Of a picture in one of netpbm's formats.
    func qr(ofPicture bytes: [UInt8]) throws -> String {
        let picture = folder.appending(path: "page.pnm")
        try Data(bytes).write(to: picture)
        return try qr(at: picture.path)
    }

    private func qr(at path: String) throws -> String {
        try run("zbarimg", "--nodbus", "--quiet", "--raw", path).trimmingCharacters(in: .newlines)
    }

    func run(_ program: String, _ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/\(program)")
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
