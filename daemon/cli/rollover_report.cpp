#include "cli/rollover_report.hpp"

#include "base/clock.hpp"
#include "base/text.hpp"
#include "cli/database.hpp"
#include "cli/text_table.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <limits>
#include <ostream>

namespace fingerpost::cli {

using publish::Rollover;

Result<std::int64_t> rollover_id(const Arguments& arguments) {
    const auto& word = arguments.get("ID");
    const auto id = to_integer(word, 1, std::numeric_limits<std::int64_t>::max());
    if (!id) return Error{Errc::bad_request, '"' + word + "\" is not the id of a roll-over"};
    return *id;
}

boost::json::object to_json(const Rollover& rollover) {
    const auto* step = publish::step_of(rollover);
    return {
        {"id", rollover.id},
        {"kind", rollover.kind},
        {"of", publish::whose(rollover)},
        {"old", rollover.old_qualifier},
        {"new", rollover.new_qualifier},
        {"step", rollover.step},
        {"what", step ? step->what : ""},
        {"since", utc_text(rollover.since)},
        {"due", rollover.due == 0 ? "" : utc_text(rollover.due)},
        {"over", publish::is_over(rollover)},
        {"hook", rollover.hook_state},
        {"note", rollover.note},
        {"overdue", publish::overdue(rollover, unix_time())}};
}

std::string waits_for(const Rollover& rollover) {
    if (publish::is_over(rollover)) return "nothing";
    if (!rollover.note.empty()) return rollover.note;
    if (rollover.due != 0) return "caches and others, until " + utc_text(rollover.due);
    const auto advance = "fingerpost dns rollover advance " + std::to_string(rollover.id);
    if (publish::step_of(rollover)->until == publish::Until::switched)
        return rollover.hook.empty() ? "you: switch, then " + advance : "its hook";
    return rollover.tracked ? "its records to be published: fingerpost dns plan"
                            : "you: publish its records, then " + advance;
}

void write_rollovers(const std::vector<Rollover>& rollovers, bool json, Io& io) {
    boost::json::array all;
    for (const auto& rollover : rollovers) {
        all.push_back(to_json(rollover));
        if (json) continue;
        io.out << "roll-over " << rollover.id << ", " << rollover.kind << " of "
               << printable(publish::whose(rollover)) << ": " << rollover.step << ", "
               << to_json(rollover)["what"].as_string().c_str() << "; waits for "
               << printable(waits_for(rollover)) << '\n';
    }
    if (json)
        io.out << boost::json::serialize(all) << '\n';
    else if (rollovers.empty())
        io.out << "nothing was due\n";
}

std::vector<app::Problem> rollover_problems(const app::Settings& settings, std::int64_t now) {
    std::vector<app::Problem> problems;
    const auto connection = open_current(settings);
    if (!connection) return problems; // the database's own check tells
    for (const auto& rollover : storage::RolloverRepository(**connection).list())
        if (auto why = publish::overdue(rollover, now); !why.empty())
            problems.push_back({log::Level::warning, std::move(why)});
    return problems;
}

} // namespace fingerpost::cli
