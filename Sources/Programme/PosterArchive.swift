// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date
package import struct Foundation.UUID

/// Where documents are kept, each by the SHA-256 of its bytes; a draft is one that is still coming.
package protocol PosterShelf: Sendable {
    /// Begins a draft; throws a ``PosterShelfError`` when there are too many already, or no space.
    func begin() async throws -> UUID

    func append(_ bytes: [UInt8], to draft: UUID) async throws

    /// Makes a draft a document that is on the disk, with a picture of its first page, and returns its digest.
    ///
    /// Throws ``PosterShelfError/unreadable`` for one that cannot be shown, of which nothing is left then.
    func keep(_ draft: UUID) async throws -> String

    /// Leaves nothing of a draft; one that is kept stays.
    func discard(_ draft: UUID) async

    /// Where the file of a document or of its picture lies.
    func path(of digest: String, _ kind: PosterFile) -> String?
}

package enum PosterFile: Sendable {
    case document
    /// A picture of its first page, as PNG.
    case preview
}

package enum PosterShelfError: Error, Equatable, Sendable {
    /// Too many documents come at once; or this one stood still, and another took its place.
    case busy
    /// No program could show it.
    case unreadable
    /// The disk is full or broken.
    case unavailable(String)
}

/// Takes posters as documents, and hands them out.
package struct PosterArchive<Store: Journal & Roster>: Sendable {
    private let store: Store
    private let shelf: any PosterShelf
    private let now: @Sendable () -> Date

    /// No document is larger.
    package static var mostBytes: Int { 30_000_000 }

    package init(store: Store, shelf: any PosterShelf, now: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.shelf = shelf
        self.now = now
    }

    /// Keeps a document as the person's poster, in place of an earlier one; the same bytes again change nothing.
    ///
    /// What cannot be one is refused as soon as that is seen: by the `size` that was announced, by the first bytes, or
    /// when more comes than fits. Throws what the pieces throw, and leaves nothing of it then.
    package func handIn<Pieces: AsyncSequence>(
        _ pieces: Pieces, size: Int?, of id: RegistrationID, at station: StationID?
    ) async throws -> HandInOutcome where Pieces.Element == [UInt8] {
        guard let person = try await store.registration(id) else { return .refused(.unknownRegistration) }
        guard person.details.poster != nil else { return .refused(.noPoster) }
        if let size, size > Self.mostBytes { return .refused(.tooLarge) }
        let draft = try await shelf.begin()
        do {
            if let refusal = try await take(pieces, size: size, into: draft) {
                await shelf.discard(draft)
                return .refused(refusal)
            }
            let digest = try await shelf.keep(draft)
            try await record(digest, of: id, at: station)
            return .kept(digest)
        } catch PosterShelfError.unreadable {
            await shelf.discard(draft)
            return .refused(.unreadable)
        } catch {
            await shelf.discard(draft)
            throw error
        }
    }

    private func take<Pieces: AsyncSequence>(
        _ pieces: Pieces, size: Int?, into draft: UUID
    ) async throws -> HandInRefusal? where Pieces.Element == [UInt8] {
        var outline = PDFOutline()
        for try await piece in pieces {
            outline.add(piece)
            guard outline.count <= Self.mostBytes else { return .tooLarge }
            guard outline.canBegin else { return .notPDF }
            try await shelf.append(piece, to: draft)
        }
        // Who goes away in the middle may look as if that were all.
        if let size, outline.count != size { return .incomplete }
        return outline.isWhole ? nil : .notPDF
    }

    private func record(_ digest: String, of id: RegistrationID, at station: StationID?) async throws {
        let fact = Fact(at: now(), station: station, .posterHandedIn(id, document: digest))
        try await store.decide { context in
            let isNew = context.state.posters.documents[id] != digest
            return Decision(recording: isNew ? [fact] : [], answer: ())
        }
    }

    /// Where the file of a person's latest document or of its picture lies, with the digest that it is known by.
    package func file(_ kind: PosterFile, of id: RegistrationID) async -> (digest: String, path: String)? {
        guard let digest = await store.read({ $0.posters.documents[id] }) else { return nil }
        return shelf.path(of: digest, kind).map { (digest, $0) }
    }

    /// Whether there is a picture of a document.
    package func hasPreview(_ digest: String) -> Bool { shelf.path(of: digest, .preview) != nil }
}

package enum HandInOutcome: Equatable, Sendable {
    /// Kept by this digest.
    case kept(String)
    case refused(HandInRefusal)
}

/// Why a document is not kept.
package enum HandInRefusal: Equatable, Sendable {
    case unknownRegistration
    case noPoster
    case tooLarge
    case notPDF
    /// It looks like a PDF, and no program can show it: damaged, or locked with a password.
    case unreadable
    /// Less came than was announced.
    case incomplete
}
