// SPDX-License-Identifier: Apache-2.0

import Foundation
import SQLiteStore

/// Looks in the files of a database for what was erased from it.
struct ErasureSearch {
    private let words: Set<String>

    init(_ words: Set<String>) {
        self.words = words
    }

    /// Letters that stand in a fresh copy, too, are of what stays: of a column's name, or of random numbers that lie side
    /// by side, which in a long journal write any short name.
    func run(_ store: SQLiteStore, _ files: [URL]) async throws -> ErasureReceipt.Search {
        let search = TraceSearch(words)
        let byChance = try await search.words(inFreshCopyOf: store, besides: files)
        var result = ErasureReceipt.Search(
            words: words.count, files: files.map(\.path), byChance: byChance.count)
        for file in files {
            let found = try search.words(inFile: file.path).subtracting(byChance)
            if !found.isEmpty { result.found[file.path] = found.count }
        }
        return result
    }
}

extension TraceSearch {
    fileprivate func words(inFreshCopyOf store: SQLiteStore, besides files: [URL]) async throws -> Set<Int> {
        guard let folder = files.first?.deletingLastPathComponent() else { return [] }
        let copy = folder.appending(path: ".lanyard-erasure-\(UUID().uuidString)").path
        // One that cannot be removed holds nothing that the database does not.
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try await store.writeFresh(to: copy)
        return try words(inFile: copy)
    }
}

/// Runs `work` and tells what the store says of it as every command does.
func telling<Value>(_ work: () async throws -> Value) async throws -> Value {
    do {
        return try await work()
    } catch let error as StoreError {
        throw ApplianceError(error.message, cause: error.cause)
    }
}
