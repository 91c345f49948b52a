#include "history/history.hpp"

#include "base/clock.hpp"
#include "history/tables.hpp"
#include "storage/sqlite.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

namespace fingerpost::history {

namespace {

constexpr int page_octets = 8192;                  // the rows of 200 series: three a page
constexpr std::int64_t first_year = 1'767'225'600; // 2026
constexpr std::int64_t clock_error_max = 24 * 60 * 60;

Error refused(std::int64_t time, const std::string& why) {
    return {
        Errc::conflict,
        "history: nothing is written for " + utc_text(time) + ", " + why +
            "; set the clock right, then start anew"};
}

/// What `known` has to become so that the topic has a column; the column.
Result<Series> place_for(const std::vector<Series>& known, const Topic& topic, std::int64_t now) {
    if (const auto good = check(topic); !good) return good.error();
    if (const auto* there = find(known, topic.name)) {
        if (!(there->topic == topic))
            return Error{
                Errc::conflict,
                "the history's series " + topic.name + " is a " +
                    std::string(name(there->topic.kind)) + " in \"" + there->topic.unit + "\""};
        auto again = *there;
        again.removed = 0;
        return again;
    }
    const auto column = free_column(known, now);
    if (!column) return column.error();
    return Series{*column, topic, now};
}

void keep_in(std::vector<Series>& known, const Series& series) {
    const auto place = std::ranges::find(known, series.column, &Series::column);
    if (place == known.end())
        known.push_back(series);
    else
        *place = series;
}

Error no_series(std::string_view name) {
    return {
        Errc::not_found,
        "the history has no series " + std::string(name) + "; history list names them"};
}

} // namespace

History::History(std::unique_ptr<storage::Connection> connection)
    : connection_(std::move(connection)) {}

History History::open(const std::string& file, std::int64_t now) {
    History history(storage::open_sqlite(file, storage::Mode::create, page_octets));
    make_or_check_tables(*history.connection_);
    history.refresh();
    history.newest_ = newest_step(*history.connection_, minutes, now + clock_error_max);
    return history;
}

Result<History> History::open_for_reading(const std::string& file) {
    if (!std::filesystem::exists(file))
        return Error{
            Errc::not_found, "there is no history " + file + " yet; nothing has been measured"};
    try {
        auto connection = storage::open_sqlite(file, storage::Mode::read_only);
        room_in(*connection);
        return History(std::move(connection));
    } catch (const storage::DamagedDatabase& problem) {
        return Error{
            Errc::upstream,
            std::string(problem.what()) + "; move it aside, and a new one is begun"};
    }
}

void History::refresh() {
    series_ = read_series(*connection_);
    room_ = room_in(*connection_);
}

std::vector<Series> History::series() {
    return read_series(*connection_);
}

Result<std::vector<int>> History::add(std::span<const Topic> topics, std::int64_t now) {
    auto known = series_;
    std::vector<Series> changed;
    std::vector<int> columns;
    for (const auto& topic : topics) {
        const auto place = place_for(known, topic, now);
        if (!place) return place.error();
        keep_in(known, *place);
        changed.push_back(*place);
        columns.push_back(place->column);
    }
    if (!columns.empty())
        make_room(*connection_, std::ranges::max(known, {}, &Series::column).column + 1);
    storage::Transaction transaction(*connection_);
    for (const auto& series : changed)
        keep_series(*connection_, series);
    transaction.commit();
    refresh();
    return columns;
}

Result<void> History::remove(std::string_view name, std::int64_t now) {
    const auto* found = find(series_, name);
    if (!found || !found->live()) return no_series(name);
    auto series = *found;
    series.removed = now;
    keep_series(*connection_, series);
    rates_.forget(series.column);
    refresh();
    return {};
}

Result<void> History::write(std::int64_t time, std::span<const Sample> samples) {
    const auto step = minutes.start(time);
    if (time < first_year) return refused(time, "which is before 2026");
    if (step <= newest_)
        return refused(time, "which is not after " + utc_text(newest_) + ", the newest step");
    if (room_ == 0) return {};
    storage::Transaction transaction(*connection_);
    for (const auto& archive : archives) {
        const auto before = archive.start(newest_);
        if (archive.width > 1 && newest_ > 0 && before != archive.start(step))
            consolidate(archive, before);
    }
    write_row(*connection_, minutes, step, row_of(step, samples));
    transaction.commit();
    newest_ = step;
    return {};
}

std::string History::row_of(std::int64_t step, std::span<const Sample> samples) {
    RowBuilder row(step, room_, minutes.width);
    for (const auto& [column, value] : samples) {
        const auto series = std::ranges::lower_bound(series_, column, {}, &Series::column);
        if (series == series_.end() || series->column != column || !series->live()) continue;
        const bool counter = series->topic.kind == Kind::counter;
        const auto kept = static_cast<float>(counter ? rates_.rate(column, step, value) : value);
        if (std::isfinite(kept)) row.set(column, {kept, kept, kept});
    }
    return std::string(row.octets());
}

/// From the minutes and not from the next finer archive: so each minute weighs the same.
void History::consolidate(const Archive& archive, std::int64_t start) {
    std::vector<Consolidation> all(static_cast<std::size_t>(room_));
    const auto end = start + archive.step;
    for_each_row(*connection_, minutes, start, end, [&](const RowView& row) {
        for (int column = 0; column < room_; ++column)
            all[static_cast<std::size_t>(column)].add(row.point(column));
    });
    RowBuilder row(start, room_, archive.width);
    const auto parts = static_cast<int>(archive.step / minutes.step);
    for (int column = 0; column < room_; ++column)
        row.set(column, all[static_cast<std::size_t>(column)].of(parts));
    write_row(*connection_, archive, start, row.octets());
}

Result<Extract> History::read(std::string_view name, const Window& window) {
    if (window.from < 0 || window.to <= window.from || window.points < 1)
        return Error{Errc::bad_request, "the end of the time to show is not after its begin"};
    storage::Transaction transaction(*connection_, storage::Access::read);
    const auto known = read_series(*connection_);
    const auto* series = find(known, name);
    if (!series) return no_series(name);
    auto reaching = window; // nothing was there before the series
    reaching.from = std::max(window.from, std::min(series->added, window.to - 1));
    const auto& archive = archive_for(reaching);
    const auto wanted = std::min(window.points, points_max);
    const auto span = window.to - window.from;
    const auto merged = (span + archive.step * wanted - 1) / (archive.step * wanted);
    Extract extract{series->topic, 0, archive.step * merged, {}};
    extract.from = window.from - window.from % extract.step;
    const auto count = (window.to - extract.from + extract.step - 1) / extract.step;
    std::vector<Consolidation> parts(static_cast<std::size_t>(count));
    const auto end = extract.from + count * extract.step;
    for_each_row(*connection_, archive, extract.from, end, [&](const RowView& row) {
        const auto place = static_cast<std::size_t>((row.time() - extract.from) / extract.step);
        parts[place].add(row.point(series->column));
    });
    for (const auto& part : parts)
        extract.points.push_back(part.of(static_cast<int>(merged)));
    return extract;
}

namespace {

/// The file and what SQLite keeps beside it, out of the way.
std::string moved_aside(const std::string& file, std::int64_t now) {
    auto stamp = utc_text(now);
    std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
    std::string aside = file + ".damaged-" + stamp;
    for (int number = 2; std::filesystem::exists(aside); ++number)
        aside = file + ".damaged-" + stamp + '-' + std::to_string(number);
    for (const auto* suffix : {"", "-wal", "-shm"})
        if (std::filesystem::exists(file + suffix))
            std::filesystem::rename(file + suffix, aside + suffix);
    return aside;
}

} // namespace

Opened open_or_replace(const std::string& file, std::int64_t now) {
    std::string damage;
    try {
        return {History::open(file, now), ""};
    } catch (const storage::DamagedDatabase& problem) {
        damage = problem.what();
    }
    const auto aside = moved_aside(file, now);
    return {
        History::open(file, now), damage + "; it is now " + aside + ", and a new one was begun"};
}

} // namespace fingerpost::history
