/// @file
/// Records on disk for a name server or a tool that is run by somebody else: one file a domain, or
/// one for all, replaced whole, and left alone when its content stays.
/// Spec: RFC 1982.
#pragma once

#include "base/error.hpp"
#include "format/format.hpp"
#include "publish/shelf.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::publish {

struct ExportSettings {
    std::filesystem::path directory; ///< must exist
    const format::Format* format = nullptr;
    format::Settings with = {}; ///< its serial and folder are not read: each file has its own
    std::chrono::year_month_day today;
    unsigned mode = 0644;
    /// Beside whole zones, also "named.conf.fingerpost" with a stanza for each, and for no other:
    /// only right when all domains are exported.
    bool stanzas = false;
    bool force = false; ///< overwrites files of ours that were changed by hand
    /// Asked about each text before it takes the place of another; null: nobody is.
    std::function<
        Result<void>(std::string_view format, const std::string& domain, std::string_view text)>
        check = nullptr;
};

std::string_view name(ExportStatus status);

struct ExportedFile {
    std::string domain; ///< "" for a file of many
    std::string file;   ///< its name in the directory, "" when there is none
    ExportStatus status = ExportStatus::written;
    std::string why;                     ///< of what was skipped or failed
    std::vector<std::string> notes = {}; ///< what the format could not hold
};

struct ExportReport {
    std::vector<ExportedFile> files;  ///< in the order of the domains
    std::vector<std::string> domains; ///< whose records are in files now

    std::size_t count(ExportStatus status) const;
};

/// The sorted records of one domain, or why it has none.
using RecordsOf = std::function<Result<zone::Records>(std::string_view domain)>;

/// A domain that fails keeps its old file and does not stop the others; a file for many is not
/// written then, since what it lacks would be taken away. A file that does not begin as ours do is
/// never overwritten. Fails as a whole only when the directory cannot be used.
Result<ExportReport> export_files(
    const std::vector<std::string>& domains,
    const RecordsOf& records_of,
    const ExportSettings& settings
);

/// The same texts one after the other, without digests; files without serials of their own get
/// today's. Fails with the first domain that fails.
Result<format::Output> export_text(
    const std::vector<std::string>& domains,
    const RecordsOf& records_of,
    const ExportSettings& settings
);

} // namespace fingerpost::publish
