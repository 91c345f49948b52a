#include "cli/verbs.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <iomanip>
#include <ostream>

namespace fingerpost::cli {

namespace {

void write_json(const app::Configuration& configuration, Io& io) {
    boost::json::object settings;
    for (const auto& one : configuration.effective)
        settings[one.setting->key] =
            boost::json::object{{"value", one.shown()}, {"from", one.origin}};
    const boost::json::object all{
        {"file", configuration.file}, {"section", configuration.section}, {"settings", settings}};
    io.out << boost::json::serialize(all) << '\n';
}

/// The lines of a longer value in one, and nothing as "".
std::string in_one_line(std::string value) {
    std::replace(value.begin(), value.end(), '\n', ' ');
    return value.empty() ? "\"\"" : value;
}

void write_text(const app::Configuration& configuration, Io& io) {
    for (const auto& one : configuration.effective)
        io.out << std::left << std::setw(20) << one.setting->key << ' ' << in_one_line(one.shown())
               << "  (" << one.origin << ")\n";
}

int run(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (arguments.has("json"))
        write_json(configuration, io);
    else
        write_text(configuration, io);
    return configuration.usable() ? exit_ok : exit_error;
}

constexpr std::array options{json_option};

} // namespace

constinit const Verb config_show{
    .path = "config show",
    .summary = "Show the value of every setting, and where it comes from",
    .options = options,
    .examples = "fingerpost config show\n"
                "fingerpost config show --json --listen '[::1]:4243'",
    .run = run};

} // namespace fingerpost::cli
