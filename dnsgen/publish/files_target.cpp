#include "publish/files_target.hpp"

#include "base/program.hpp"
#include "base/text.hpp"
#include "zone/zone_text.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

namespace fingerpost::publish {

namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds longest_reload{120};

/// What stands in the file once the plan is made.
zone::Records records_after(const DomainPlan& plan) {
    zone::Records records;
    for (const auto& change : plan.changes) {
        const auto& set = change.acts() ? change.after : change.before;
        for (const auto& value : set.values) {
            zone::Record record;
            record.owner = set.owner;
            record.type = set.type;
            record.data = value;
            record.ttl = set.ttl;
            records.push_back(std::move(record));
        }
    }
    zone::sort_unique(records);
    return records;
}

bool is_empty(const DomainPlan& plan) {
    return records_after(plan).empty();
}

} // namespace

FilesTarget::FilesTarget(
    FilesSettings settings, std::function<std::vector<std::string>()> published
)
    : settings_(std::move(settings)), published_(std::move(published)) {}

Result<RRsets> FilesTarget::read(const std::string& domain) const {
    const auto path = settings_.to.directory / settings_.to.format->file_of(domain);
    std::error_code absent;
    if (!std::filesystem::exists(path, absent) && !absent) return RRsets();
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file.is_open() || file.bad())
        return Error{Errc::unavailable, path.string() + " cannot be read"};
    if (format::seal_of(settings_.to.format->comment, text) == format::Seal::foreign)
        return Error{Errc::conflict, path.string() + " was not written by fingerpost"};
    const auto records = zone::parse_zone(text, domain);
    if (!records) return Error{Errc::conflict, path.string() + ": " + records.error().what};
    return zone::rrsets(*records);
}

asio::awaitable<Observed>
FilesTarget::observe(std::string domain, std::vector<Question> questions) {
    Observed observed;
    const auto sets = read(domain);
    std::map<Question, zone::RRset> there;
    if (sets)
        for (const auto& set : *sets)
            there[{set.owner, set.type}] = set;
    for (auto& question : questions) {
        ObservedSet seen{Presence::absent, {}, false, {}};
        if (!sets) seen = {Presence::unknown, {}, false, sets.error().what};
        if (const auto at = there.find(question); at != there.end())
            seen = {Presence::present, at->second, false, {}};
        observed.add(std::move(question), std::move(seen));
    }
    co_return observed;
}

asio::awaitable<std::vector<PushResult>> FilesTarget::apply(std::vector<DomainPlan> plans) {
    std::vector<PushResult> results;
    results.reserve(plans.size());
    for (const auto& plan : plans)
        results.push_back({plan.domain, PushStatus::applied, ""});
    auto changed = write(plans, results);
    if (changed && settings_.to.format->name == "bind-zone") {
        const auto stanzas = write_stanzas(plans);
        changed = stanzas ? Result<bool>(*changed || *stanzas) : stanzas;
    }
    auto done = changed ? Result<void>() : Result<void>(changed.error());
    if (changed && *changed) done = reload();
    if (!done)
        for (auto& result : results)
            if (result.status == PushStatus::applied)
                result = {result.domain, PushStatus::ignored, done.error().what};
    co_return results;
}

/// Whether any file is another one now.
Result<bool>
FilesTarget::write(const std::vector<DomainPlan>& plans, std::vector<PushResult>& results) const {
    std::map<std::string, std::size_t, std::less<>> places;
    std::vector<std::string> domains;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        places[plans[i].domain] = i;
        domains.push_back(plans[i].domain);
    }
    const auto records_of = [&](std::string_view domain) -> Result<zone::Records> {
        return records_after(plans[places.find(domain)->second]);
    };
    const auto report = export_files(domains, records_of, settings_.to);
    if (!report) return report.error();
    for (const auto& file : report->files)
        if (const auto at = places.find(file.domain);
            at != places.end() && file.status == ExportStatus::failed)
            results[at->second] = {file.domain, PushStatus::refused, file.why};
    return report->count(ExportStatus::written) > 0;
}

/// For every zone that has records, whichever plan they came with.
Result<bool> FilesTarget::write_stanzas(const std::vector<DomainPlan>& plans) const {
    std::set<std::string> zones;
    std::ranges::copy(published_(), std::inserter(zones, zones.end()));
    for (const auto& plan : plans) {
        zones.insert(plan.domain);
        if (is_empty(plan)) zones.erase(plan.domain);
    }
    std::erase_if(zones, [&](const std::string& zone) {
        std::error_code absent;
        return !std::filesystem::exists(
            settings_.to.directory / settings_.to.format->file_of(zone), absent
        );
    });
    auto to = settings_.to;
    to.format = format::find_format("bind-conf");
    const auto no_records = [](std::string_view) { return Result<zone::Records>(zone::Records()); };
    const auto report = export_files({zones.begin(), zones.end()}, no_records, to);
    if (!report) return report.error();
    for (const auto& file : report->files)
        if (file.status == ExportStatus::failed) return Error{Errc::conflict, file.why};
    return report->count(ExportStatus::written) > 0;
}

Result<void> FilesTarget::reload() const {
    if (settings_.reload.empty()) return {};
    const auto end = run_program(settings_.reload, longest_reload);
    if (!end) return Error{end.error().code, "written, but " + end.error().what};
    if (end->exit_code == 0) return {};
    return Error{
        Errc::upstream,
        "written, but " + settings_.reload.front() +
            " says: " + first_characters(one_line(end->output), 300)};
}

} // namespace fingerpost::publish
