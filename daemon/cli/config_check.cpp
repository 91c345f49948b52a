#include "app/dns_publication.hpp"
#include "base/clock.hpp"
#include "cli/database_check.hpp"
#include "cli/primary_check.hpp"
#include "cli/rollover_report.hpp"
#include "cli/signer_check.hpp"
#include "cli/verbs.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

using Problems = std::vector<app::Problem>;

Problems of_the_file(const app::Configuration& configuration) {
    return configuration.problems;
}

Problems of_the_database(const app::Configuration& configuration) {
    return database_problems(configuration.settings);
}

Problems of_the_signer(const app::Configuration& configuration) {
    return signer_problems(configuration.settings, unix_time());
}

Problems of_the_primary(const app::Configuration& configuration) {
    return primary_problems(configuration.settings);
}

Problems of_publishing(const app::Configuration& configuration) {
    if (configuration.settings.dns_target == app::DnsTarget::none) return {};
    const auto usable = app::check_publishing(configuration.settings);
    if (usable) return {};
    return {{log::Level::error, usable.error().what}};
}

Problems of_the_rollovers(const app::Configuration& configuration) {
    return rollover_problems(configuration.settings, unix_time());
}

/// What is looked at, in this order; once there is an error, nothing that follows.
constexpr std::array checks{
    of_the_file, of_the_database, of_the_signer, of_the_primary, of_publishing, of_the_rollovers};

Problems all_problems(const app::Configuration& configuration) {
    Problems all;
    const auto is_error = [](const auto& problem) { return problem.level == log::Level::error; };
    for (const auto check : checks) {
        if (std::any_of(all.begin(), all.end(), is_error)) break;
        for (auto& problem : check(configuration))
            all.push_back(std::move(problem));
    }
    return all;
}

/// The worst there is; info when there is nothing.
log::Level worst(const Problems& problems) {
    auto level = log::Level::info;
    for (const auto& problem : problems)
        level = std::max(level, problem.level);
    return level;
}

void write_json(const Problems& problems, const std::string& file, Io& io) {
    boost::json::array list;
    for (const auto& problem : problems)
        list.push_back(boost::json::object{
            {"level", log::name(problem.level)}, {"what", problem.what}});
    const bool ok = worst(problems) == log::Level::info;
    const boost::json::object all{
        {"status", ok ? "ok" : log::name(worst(problems))}, {"file", file}, {"problems", list}};
    io.out << boost::json::serialize(all) << '\n';
}

void write_text(const Problems& problems, Io& io) {
    for (const auto& problem : problems)
        io.out << log::name(problem.level) << ": " << problem.what << '\n';
    if (worst(problems) == log::Level::info) io.out << "ok\n";
}

int run(const Arguments& arguments, Io& io) {
    const auto configuration = app::read_configuration(io.environment, arguments.line);
    const auto problems = all_problems(configuration);
    if (arguments.has("json"))
        write_json(problems, configuration.file, io);
    else
        write_text(problems, io);
    const auto level = worst(problems);
    return level >= log::Level::error     ? exit_error
           : level == log::Level::warning ? exit_warning
                                          : exit_ok;
}

constexpr std::array options{json_option};

} // namespace

constinit const Verb config_group{
    .path = "config", .summary = "Look at the settings and what they lead to"};

constinit const Verb config_check{
    .path = "config check",
    .summary = "Tell what is wrong; exit 1 for errors, 2 for warnings",
    .options = options,
    .details =
        "Looks at the settings, at the database they name, at what clients are told, at the\n"
        "certificate that profiles are signed with, at what name servers need of us, and at\n"
        "roll-overs that are overdue.",
    .examples = "fingerpost config check\n"
                "fingerpost config check --config /etc/automx2/automx2.conf",
    .run = run};

} // namespace fingerpost::cli
