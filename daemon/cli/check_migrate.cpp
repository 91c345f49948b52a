#include "app/domain_check.hpp"
#include "catalog/domain.hpp"
#include "cli/database.hpp"
#include "cli/dns_format.hpp"
#include "cli/verbs.hpp"
#include "format/lines.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

boost::json::array json_of(const zone::Records& records) {
    boost::json::array list;
    for (const auto& record : records)
        list.push_back(boost::json::object{
            {"owner", record.owner},
            {"ttl", record.ttl},
            {"type", record.type},
            {"data", record.data}});
    return list;
}

boost::json::object json_of(const check::Migration& move) {
    boost::json::array steps;
    for (const auto& step : move.steps)
        steps.push_back(boost::json::object{
            {"title", step.title},
            {"why", step.why},
            {"delete", json_of(step.withdraw)},
            {"publish", json_of(step.publish)},
            {"wait_seconds", step.wait}});
    return {
        {"from", boost::json::array(move.from.begin(), move.from.end())},
        {"unknown", boost::json::array(move.open.begin(), move.open.end())},
        {"steps", std::move(steps)}};
}

void append_records(
    std::string& text,
    std::string_view label,
    const zone::Records& records,
    std::string_view domain,
    const std::optional<ChosenFormat>& form
) {
    if (records.empty()) return;
    auto lines = format::lines(records);
    if (form) {
        const auto written = format::write(*form->format, {domain, records}, form->with);
        if (written) lines = written->text;
    }
    text.append("   ").append(label).append(":\n");
    for (std::size_t at = 0; at < lines.size();) {
        const auto end = std::min(lines.find('\n', at), lines.size());
        text.append("     ").append(lines, at, end - at).append("\n");
        at = end + 1;
    }
}

std::string text_of(
    const check::Migration& move, const std::string& domain, const std::optional<ChosenFormat>& form
) {
    std::string text = domain + ": ";
    if (move.steps.empty()) return text + "nothing is left to do\n";
    text += "from ";
    for (const auto& product : move.from)
        text += product + (&product == &move.from.back() ? "" : ", ");
    text += move.from.empty() ? "a provider that is not recognised\n" : "\n";
    int number = 0;
    for (const auto& step : move.steps) {
        text += std::to_string(++number) + ". " + std::string(step.title) + ": " +
                std::string(step.why) + '\n';
        append_records(text, "delete", step.withdraw, domain, {});
        append_records(text, "publish", step.publish, domain, form);
        if (step.wait > 0) text += "   then wait " + std::to_string(step.wait) + " seconds\n";
    }
    for (const auto& open : move.open)
        text += "not known, so something may be missing above: " + open + '\n';
    return text;
}

Result<check::Migration>
moved(const std::string& domain, const app::Settings& settings, const Catalog& catalog) {
    boost::asio::io_context context(1);
    app::CheckWish wish;
    wish.live = false;
    const auto checks = app::DomainCheck::make(context, settings, catalog, std::move(wish));
    if (!checks) return checks.error();
    Result<check::Migration> found = Error{};
    const auto keep = [&](const std::exception_ptr& failure, Result<check::Migration> move) {
        if (failure) std::rethrow_exception(failure);
        found = std::move(move);
        context.stop();
    };
    boost::asio::co_spawn(context, (*checks)->migration(domain), keep);
    context.run();
    return found;
}

Result<Exit> shown(const Arguments& arguments, const app::Settings& settings, Io& io) {
    const auto domain = parse_domain(arguments.get("DOMAIN"));
    if (!domain) return domain.error();
    std::optional<ChosenFormat> form;
    if (arguments.has("panel") || arguments.has("format")) {
        const auto name = arguments.has("panel") ? "panel" : arguments.get("format");
        auto chosen = chosen_format(name, arguments, settings);
        if (!chosen) return chosen.error();
        form = std::move(*chosen);
    }
    const auto catalog = load_catalog(settings);
    if (!catalog) return catalog.error();
    const auto move = moved(*domain, settings, *catalog);
    if (!move) return move.error();
    if (arguments.has("json"))
        io.out << boost::json::serialize(json_of(*move)) << '\n';
    else
        io.out << text_of(*move, *domain, form);
    if (!move->open.empty()) return exit_unknown;
    return move->steps.empty() ? exit_ok : exit_warning;
}

int run(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto exit = shown(arguments, configuration.settings, io);
    return exit ? *exit : failed(io, exit.error());
}

constexpr std::array options{
    Option{"format", "FORMAT", "how records to publish are written, one of `dns formats`"},
    panel_option,
    json_option,
};
constexpr std::array positionals{Positional{"DOMAIN", "a domain of the catalog that moves here"}};

} // namespace

constinit const Verb check_migrate{
    .path = "check migrate",
    .summary = "List what to do, in order, to move a domain here from its former provider",
    .options = options,
    .positionals = positionals,
    .details =
        "Recognises the former provider by its records. Each step names exactly the records to\n"
        "delete and to publish, and how long to wait. Exit 0: nothing to do, 2: there are steps.",
    .examples = "fingerpost check migrate example.com\n"
                "fingerpost check migrate example.com --panel quoted,no-root",
    .run = run};

} // namespace fingerpost::cli
