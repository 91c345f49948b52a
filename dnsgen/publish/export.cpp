#include "publish/export.hpp"

#include "catalog/domain.hpp"
#include "publish/folder.hpp"
#include "publish/serial.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace fingerpost::publish {

namespace {

constexpr std::string_view stanza_file = "named.conf.fingerpost";
constexpr std::string_view stanza_mark =
    "// written by fingerpost; the next export overwrites what is changed here\n";

bool is_ours(std::string_view content) {
    return content.starts_with(format::file_mark) || content.starts_with(stanza_mark);
}

std::string file_name(const std::string& domain, ExportForm form) {
    return form == ExportForm::zone ? "db." + domain : domain + ".discovery.inc";
}

/// The text of a whole zone. The old text's serial stays while all else is as it was.
Result<std::string> zone_text(
    const std::string& domain,
    const zone::Records& records,
    const ExportSettings& settings,
    const std::optional<std::string>& old
) {
    auto with = settings.zone;
    std::optional<std::uint32_t> serial;
    if (old) {
        serial = format::serial_of(*old);
        // a lower serial than the published one would never reach the secondaries
        if (!serial) return Error{Errc::conflict, "the old file's serial cannot be read"};
        with.serial = *serial;
        auto text = format::zone_file(domain, records, with);
        if (!text || *text == *old) return text;
    }
    with.serial = next_serial(serial, settings.today);
    return format::zone_file(domain, records, with);
}

/// Writes unless the file holds this already.
Result<ExportStatus>
put(const Folder& folder,
    const std::string& file,
    const std::optional<std::string>& old,
    const std::string& text,
    unsigned mode) {
    if (old && *old == text) return ExportStatus::unchanged;
    if (const auto done = folder.replace(file, text, mode); !done) return done.error();
    return ExportStatus::written;
}

Result<std::optional<std::string>> read_ours(const Folder& folder, const std::string& file) {
    auto old = folder.read(file);
    if (!old) return old;
    const auto& content = *old;
    if (content && !is_ours(*content))
        return Error{Errc::conflict, "the file there was not written by fingerpost: move it away"};
    return old;
}

Result<ExportStatus> export_domain(
    const Folder& folder,
    const std::string& domain,
    const RecordsOf& records_of,
    const ExportSettings& settings
) {
    const auto file = file_name(domain, settings.form);
    const auto records = records_of(domain);
    if (!records) return records.error();
    const auto old = read_ours(folder, file);
    if (!old) return old.error();
    if (settings.form == ExportForm::snippet)
        return put(folder, file, *old, format::snippet(domain, *records), settings.mode);
    const auto text = zone_text(domain, *records, settings, *old);
    if (!text) return text.error();
    return put(folder, file, *old, *text, settings.mode);
}

ExportedFile exported(
    const Folder& folder,
    const std::string& domain,
    const RecordsOf& records_of,
    const ExportSettings& settings
) {
    if (domain.starts_with('*'))
        return {domain, "", ExportStatus::skipped, "a wildcard row has no records of its own"};
    // the name becomes part of a path: only the one stored form will do
    if (const auto parsed = parse_domain(domain); !parsed || *parsed != domain)
        return {domain, "", ExportStatus::failed, "not a domain name"};
    ExportedFile result{domain, file_name(domain, settings.form), ExportStatus::written, ""};
    const auto status = export_domain(folder, domain, records_of, settings);
    result.status = status ? *status : ExportStatus::failed;
    if (!status) result.why = status.error().what;
    return result;
}

/// A domain that failed keeps its stanza as long as its file is there: one bad setting must not
/// take a zone off the air.
bool has_zone(const Folder& folder, const ExportedFile& file) {
    if (file.file.empty()) return false;
    if (file.status != ExportStatus::failed) return true;
    const auto old = read_ours(folder, file.file);
    return old && *old;
}

Result<std::string>
stanzas(const Folder& folder, const ExportReport& report, const std::filesystem::path& directory) {
    const auto path = std::filesystem::absolute(directory).lexically_normal().string();
    const auto is_odd = [](char c) { return c == '"' || c == '\\' || (c >= 0 && c < 0x20); };
    if (std::any_of(path.begin(), path.end(), is_odd))
        return Error{Errc::bad_request, "the directory's name cannot stand in named.conf"};
    std::string text(stanza_mark);
    for (const auto& file : report.files) {
        if (!has_zone(folder, file)) continue;
        text.append("zone \"").append(file.domain).append("\" { type primary; file \"");
        text.append(path).append(path.ends_with('/') ? "" : "/");
        text.append(file.file).append("\"; };\n");
    }
    return text;
}

ExportedFile
export_stanzas(const Folder& folder, const ExportReport& report, const ExportSettings& settings) {
    const std::string file(stanza_file);
    const auto old = read_ours(folder, file);
    if (!old) return {"", file, ExportStatus::failed, old.error().what};
    const auto text = stanzas(folder, report, settings.directory);
    if (!text) return {"", file, ExportStatus::failed, text.error().what};
    const auto status = put(folder, file, *old, *text, settings.mode);
    if (!status) return {"", file, ExportStatus::failed, status.error().what};
    return {"", file, *status, ""};
}

} // namespace

std::string_view name(ExportStatus status) {
    constexpr std::array<std::string_view, 4> names{"written", "unchanged", "skipped", "failed"};
    return names[static_cast<std::size_t>(status)];
}

std::size_t ExportReport::count(ExportStatus status) const {
    const auto counted = std::count_if(files.begin(), files.end(), [status](const auto& file) {
        return file.status == status;
    });
    return static_cast<std::size_t>(counted);
}

Result<ExportReport> export_files(
    const std::vector<std::string>& domains,
    const RecordsOf& records_of,
    const ExportSettings& settings
) {
    const auto folder = Folder::open(settings.directory);
    if (!folder) return folder.error();
    ExportReport report;
    report.files.reserve(domains.size() + 1);
    for (const auto& domain : domains)
        report.files.push_back(exported(*folder, domain, records_of, settings));
    if (settings.stanzas && settings.form == ExportForm::zone)
        report.files.push_back(export_stanzas(*folder, report, settings));
    if (report.count(ExportStatus::written) > 0)
        if (const auto synced = folder->sync(); !synced) return synced.error();
    return report;
}

} // namespace fingerpost::publish
