/// @file
/// A folder of files of ours that operators look into. Each bears a digest: in its first line, or,
/// where its language has no comments, in a file beside it that `xxhsum -c` reads.
#pragma once

#include "format/seal.hpp"
#include "publish/folder.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::publish {

enum class ExportStatus { written, unchanged, skipped, failed };

/// The file for a text without its digest, and what stood there before.
struct Sheet {
    std::string file; ///< a plain file name
    format::Comment comment;
    std::string whose; ///< a domain, or "" for many
    std::optional<std::string> old = {};
    format::Seal seal = format::Seal::intact; ///< of `old`
};

class Shelf {
public:
    /// `force`: files of ours that were changed by hand are overwritten. Otherwise as
    /// Folder::open().
    static Result<Shelf> open(const std::filesystem::path& path, bool force);

    /// Reads what is there. Errc::conflict: it is not a plain file.
    Result<Sheet> find(std::string file, format::Comment comment, std::string whose) const;

    /// Why the old file must stay; "": it may be replaced.
    std::string objection(const Sheet& sheet) const;

    /// Writes unless the file holds this already. Errc::conflict where there is an objection.
    Result<ExportStatus> put(const Sheet& sheet, std::string_view body, unsigned mode);

    /// Makes all that was written survive a crash.
    Result<void> finish(unsigned mode);

private:
    Shelf(Folder folder, bool force) : folder_(std::move(folder)), force_(force) {}

    Folder folder_;
    bool force_;
    bool written_ = false;
    std::map<std::string, std::string, std::less<>> digests_; ///< of files without comments
    std::string manifest_;                                    ///< as it stands on disk
};

} // namespace fingerpost::publish
