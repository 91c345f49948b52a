#include "history/history.hpp"

#include "base/clock.hpp"
#include "base/moment.hpp"
#include "cli/answer.hpp"
#include "cli/database.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"
#include "history/graph.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

using history::Extract;
using history::Graph;
using history::History;

constexpr int graph_points = 720;
constexpr int columns_default = 80;

Result<History> opened(const app::Settings& settings) {
    const auto file = app::history_file(settings);
    if (!file.empty()) return History::open_for_reading(file);
    return Error{
        Errc::unavailable,
        "the database is in memory, and so no history is kept; set history_file"};
}

// ---- history list -------------------------------------------------------------------------------

boost::json::value json_of(const history::Series& series) {
    boost::json::object json{
        {"name", series.topic.name},
        {"kind", std::string(name(series.topic.kind))},
        {"unit", series.topic.unit},
        {"added", utc_text(series.added)}};
    if (!series.live()) json["removed"] = utc_text(series.removed);
    return json;
}

std::string text_of(const std::vector<history::Series>& all) {
    TextTable table({"SERIES", "KIND", "UNIT", "SINCE", "UNTIL"});
    for (const auto& series : all)
        table.add(
            {series.topic.name,
             std::string(name(series.topic.kind)),
             series.topic.unit,
             utc_text(series.added),
             series.live() ? "" : utc_text(series.removed)}
        );
    return table.str();
}

int list(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    auto history = opened(configuration.settings);
    if (!history) return failed(io, history.error());
    const auto all = history->series();
    if (!arguments.has("json")) {
        io.out << text_of(all);
        return exit_ok;
    }
    boost::json::array json;
    for (const auto& series : all)
        json.push_back(json_of(series));
    io.out << boost::json::serialize(json) << '\n';
    return exit_ok;
}

// ---- history show -------------------------------------------------------------------------------

boost::json::value json_or_null(float value) {
    if (value != value) return nullptr;
    return double{value};
}

/// A point is [seconds since 1970, average, least, most], the last three null in a gap.
std::string to_json(const Extract& extract) {
    boost::json::array points;
    auto time = extract.from;
    for (const auto& [average, least, most] : extract.points) {
        points.push_back({time, json_or_null(average), json_or_null(least), json_or_null(most)});
        time += extract.step;
    }
    const boost::json::object json{
        {"series", extract.topic.name},
        {"kind", std::string(name(extract.topic.kind))},
        {"unit", extract.topic.unit},
        {"from", utc_text(extract.from)},
        {"to", utc_text(extract.to())},
        {"step", extract.step},
        {"points", std::move(points)}};
    return boost::json::serialize(json) + '\n';
}

std::string as_json(const Graph& graph, int) {
    return to_json(graph.data);
}
std::string as_csv(const Graph& graph, int) {
    return to_csv(graph);
}
std::string as_svg(const Graph& graph, int) {
    return to_svg(graph);
}
std::string as_png(const Graph& graph, int) {
    return to_png(graph);
}

struct Form {
    std::string_view option; ///< "": when none was given
    std::string (*write)(const Graph&, int columns);
};
constexpr std::array forms{
    Form{"json", as_json},
    Form{"csv", as_csv},
    Form{"svg", as_svg},
    Form{"png", as_png},
    Form{"", history::to_text}};

Result<Form> form_of(const Arguments& arguments) {
    const Form* chosen = &forms.back();
    for (const auto& form : forms) {
        if (form.option.empty() || !arguments.has(form.option)) continue;
        if (chosen != &forms.back())
            return Error{Errc::bad_request, "only one of --json, --csv, --svg and --png"};
        chosen = &form;
    }
    return *chosen;
}

Result<std::int64_t>
moment_of(const Arguments& arguments, std::string_view option, std::string_view otherwise) {
    const auto typed = arguments.get(option);
    const auto time = parse_moment(typed.empty() ? otherwise : typed, unix_time());
    if (time) return time;
    return Error{Errc::bad_request, "--" + std::string(option) + " " + time.error().what};
}

Result<history::Window> window_of(const Arguments& arguments, int points) {
    const auto from = moment_of(arguments, "from", "-1d");
    if (!from) return from.error();
    const auto to = moment_of(arguments, "to", "now");
    if (!to) return to.error();
    const auto most = number_of(arguments, "points", points, 1, history::points_max);
    if (!most) return most.error();
    return history::Window{*from, *to, unix_time(), static_cast<int>(*most)};
}

Result<std::string> shown(const Arguments& arguments, const app::Settings& settings) {
    const auto form = form_of(arguments);
    if (!form) return form.error();
    const auto columns = number_of(arguments, "columns", columns_default, 40, 500);
    if (!columns) return columns.error();
    const auto width = static_cast<int>(*columns);
    const auto window =
        window_of(arguments, form->option.empty() ? history::text_points(width) : graph_points);
    if (!window) return window.error();
    auto history = opened(settings);
    if (!history) return history.error();
    const auto extract = history->read(arguments.get("SERIES"), *window);
    if (!extract) return extract.error();
    return form->write(Graph{*extract}, width);
}

int show(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto text = shown(arguments, configuration.settings);
    if (!text) return failed(io, text.error());
    io.out << *text;
    return exit_ok;
}

constexpr std::array list_options{json_option};
constexpr std::array show_options{
    Option{"from", "TIME", "where to begin, -1d if not said"},
    Option{"to", "TIME", "where to end, now if not said"},
    Option{"points", "N", "how many points at the most, 720 or what the terminal's columns hold"},
    Option{"columns", "N", "how wide the terminal is, 80 if not said"},
    Option{"csv", "", "write CSV"},
    Option{"svg", "", "write a picture as SVG"},
    Option{"png", "", "write a picture as PNG"},
    json_option,
};
constexpr std::array positionals{Positional{"SERIES", "a name that history list shows"}};

} // namespace

constinit const Verb history_group{
    .path = "history", .summary = "What the measured values were, for up to ten years"};

constinit const Verb history_list{
    .path = "history list",
    .summary = "List what is remembered",
    .options = list_options,
    .examples = "fingerpost history list",
    .run = list};

constinit const Verb history_show{
    .path = "history show",
    .summary = "Show a series: as a graph, a picture or numbers",
    .options = show_options,
    .positionals = positionals,
    .details =
        "A TIME is now, -90m, -12h, -2d, -4w or like 2026-11-22T09:30:00Z, UTC where it names\n"
        "no zone. Minutes are kept for two days, five minutes for 30 days, hours for 400 days,\n"
        "days for ten years.",
    .examples = "fingerpost history show process_cpu --from -12h\n"
                "fingerpost history show queue_messages --from -30d --svg > queue.svg",
    .run = show};

} // namespace fingerpost::cli
