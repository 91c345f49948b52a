#include "publish/export.hpp"

#include "catalog/domain.hpp"
#include "publish/serial.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace fingerpost::publish {

namespace {

using Body = std::function<Result<format::Output>(const format::Settings& with)>;

/// The text in which the old one's serial stays while all else is as it was.
Result<format::Output>
with_serial(const Body& body, const Sheet& sheet, const ExportSettings& settings) {
    auto with = settings.with;
    std::optional<std::uint32_t> serial;
    if (sheet.old) {
        serial = format::serial_of(*sheet.old);
        // a lower serial than the published one would never reach the secondaries
        if (!serial && !settings.force)
            return Error{
                Errc::conflict, "the old file's serial cannot be read: --force begins anew"};
    }
    if (serial) {
        with.zone.serial = *serial;
        auto text = body(with);
        if (!text || text->text == format::body_of(*sheet.old)) return text;
    }
    with.zone.serial = next_serial(serial, settings.today);
    return body(with);
}

class Export {
public:
    Export(Shelf& shelf, const RecordsOf& records_of, const ExportSettings& settings)
        : shelf_(shelf), records_of_(records_of), settings_(settings) {
        const auto path = std::filesystem::absolute(settings.directory).lexically_normal();
        settings_.with.folder = path.string();
    }

    ExportReport run(const std::vector<std::string>& domains) {
        const auto& format = *settings_.format;
        for (const auto& domain : domains)
            add(format, domain);
        if (!format.is_for_one()) put_shared(format);
        if (settings_.stanzas && format.name == "bind-zone") put_stanzas();
        return std::move(report_);
    }

private:
    void add(const format::Format& format, const std::string& domain) {
        if (domain.starts_with('*')) {
            report_.files.push_back(
                {domain, "", ExportStatus::skipped, "a wildcard row has no records of its own"}
            );
            return;
        }
        // the name becomes part of a path: only the one stored form will do
        if (const auto parsed = parse_domain(domain); !parsed || *parsed != domain) {
            report_.files.push_back({domain, "", ExportStatus::failed, "not a domain name"});
            return;
        }
        const auto done = format.is_for_one() ? put_one(format, domain) : collect(format, domain);
        if (done) {
            report_.domains.push_back(domain);
            return;
        }
        const auto file = format.is_for_one() ? format.file_of(domain) : std::string();
        report_.files.push_back({domain, file, ExportStatus::failed, done.error().what});
    }

    Result<void> put_one(const format::Format& format, const std::string& domain) {
        const auto records = records_of_(domain);
        if (!records) return records.error();
        const Body body = [&](const format::Settings& with) {
            return format::write(format, {domain, *records}, with);
        };
        return put(format, domain, body);
    }

    /// Adds to the text of a file for many.
    Result<void> collect(const format::Format& format, const std::string& domain) {
        const auto records = records_of_(domain);
        if (!records) return records.error();
        return format.add(shared_, {domain, *records}, settings_.with);
    }

    void put_shared(const format::Format& format) {
        const auto failed = report_.count(ExportStatus::failed);
        auto done = Result<void>(Error{
            Errc::conflict,
            "not written: it would lack " + std::to_string(failed) + " domains that failed"});
        const Body body = [&](const format::Settings& with) {
            format::Output whole;
            if (format.begin) format.begin(whole, with);
            whole.text += shared_.text;
            whole.notes = shared_.notes;
            return whole;
        };
        if (failed == 0) done = put(format, "", body);
        if (done) return;
        report_.domains.clear();
        report_.files.push_back({"", format.file_of(""), ExportStatus::failed, done.error().what});
    }

    Result<void> put(const format::Format& format, const std::string& domain, const Body& body) {
        const auto sheet = shelf_.find(format.file_of(domain), format.comment, domain);
        if (!sheet) return sheet.error();
        // an unreadable serial would hide that the file is somebody else's
        if (auto why = format.has_serial ? shelf_.objection(*sheet) : ""; !why.empty())
            return Error{Errc::conflict, std::move(why)};
        auto text = format.has_serial ? with_serial(body, *sheet, settings_) : body(settings_.with);
        if (!text) return text.error();
        const bool same = sheet->old && format::body_of(*sheet->old) == text->text;
        if (settings_.check && !same)
            if (auto ok = settings_.check(format.name, domain, text->text); !ok) return ok;
        const auto status = shelf_.put(*sheet, text->text, settings_.mode);
        if (!status) return status.error();
        report_.files.push_back({domain, sheet->file, *status, "", std::move(text->notes)});
        return {};
    }

    /// A domain that failed keeps its stanza as long as its file is there: one bad setting must not
    /// take a zone off the air.
    bool has_zone(const ExportedFile& file) const {
        if (file.file.empty()) return false;
        if (file.status != ExportStatus::failed) return true;
        const auto old = shelf_.find(file.file, format::semicolon, file.domain);
        return old && old->old && old->seal != format::Seal::foreign;
    }

    void put_stanzas() {
        const auto& format = *format::find_format("bind-conf");
        const zone::Records none;
        const auto zones = report_.files;
        const Body body = [&](const format::Settings& with) -> Result<format::Output> {
            format::Output out;
            for (const auto& file : zones)
                if (has_zone(file))
                    if (const auto added = format.add(out, {file.domain, none}, with); !added)
                        return added.error();
            return out;
        };
        if (const auto done = put(format, "", body); !done)
            report_.files.push_back(
                {"", format.file_of(""), ExportStatus::failed, done.error().what}
            );
    }

    Shelf& shelf_;
    const RecordsOf& records_of_;
    ExportSettings settings_;
    ExportReport report_;
    format::Output shared_;
};

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
    auto shelf = Shelf::open(settings.directory, settings.force);
    if (!shelf) return shelf.error();
    auto report = Export(*shelf, records_of, settings).run(domains);
    if (const auto done = shelf->finish(settings.mode); !done) return done.error();
    return report;
}

Result<format::Output> export_text(
    const std::vector<std::string>& domains,
    const RecordsOf& records_of,
    const ExportSettings& settings
) {
    auto with = settings.with;
    with.zone.serial = next_serial(std::nullopt, settings.today);
    format::Output out;
    if (settings.format->begin && !settings.format->is_for_one()) settings.format->begin(out, with);
    for (const auto& domain : domains) {
        if (domain.starts_with('*')) continue;
        const auto records = records_of(domain);
        if (!records) return records.error();
        const auto added = settings.format->add(out, {domain, *records}, with);
        if (!added) return added.error();
    }
    return out;
}

} // namespace fingerpost::publish
