/// @file
/// Zone files on disk for a BIND that is run by somebody else: one file a domain, replaced whole,
/// and left alone when its content stays.
/// Spec: RFC 1035 §5, RFC 1982.
#pragma once

#include "base/error.hpp"
#include "format/zone_file.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::publish {

/// `snippet`: "example.com.discovery.inc", for a zone file the operator keeps.
/// `zone`: "db.example.com", a zone that loads as it stands.
enum class ExportForm { snippet, zone };

struct ExportSettings {
    std::filesystem::path directory; ///< must exist
    ExportForm form = ExportForm::snippet;
    format::ZoneSettings zone = {}; ///< its serial is not read: each file has its own
    std::chrono::year_month_day today;
    unsigned mode = 0644;
    /// Also writes "named.conf.fingerpost" with a stanza for each zone, and for no other: only
    /// right when all domains are exported.
    bool stanzas = false;
};

enum class ExportStatus { written, unchanged, skipped, failed };
std::string_view name(ExportStatus status);

struct ExportedFile {
    std::string domain; ///< "" for named.conf.fingerpost
    std::string file;   ///< its name in the directory, "" when there is none
    ExportStatus status = ExportStatus::written;
    std::string why; ///< of what was skipped or failed
};

struct ExportReport {
    std::vector<ExportedFile> files; ///< in the order of the domains

    std::size_t count(ExportStatus status) const;
};

/// The sorted records of one domain, or why it has none.
using RecordsOf = std::function<Result<zone::Records>(std::string_view domain)>;

/// A domain that fails keeps its old file and does not stop the others. A file that does not begin
/// as ours do is never overwritten. Fails as a whole only when the directory cannot be used.
Result<ExportReport> export_files(
    const std::vector<std::string>& domains,
    const RecordsOf& records_of,
    const ExportSettings& settings
);

} // namespace fingerpost::publish
