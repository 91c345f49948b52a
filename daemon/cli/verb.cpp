#include "cli/verb.hpp"

#include <ostream>

namespace fingerpost::cli {

std::string Arguments::get(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() || found->second.empty() ? "" : found->second.front();
}

std::vector<std::string> Arguments::all(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::vector<std::string>() : found->second;
}

void Arguments::set(std::string_view name, std::vector<std::string> values) {
    values_.insert_or_assign(std::string(name), std::move(values));
}

app::Configuration configuration_in_force(const Arguments& arguments, Io& io) {
    auto configuration = app::read_configuration(io.environment, arguments.line);
    for (const auto& problem : configuration.problems)
        if (problem.level == log::Level::error) io.err << "fingerpost: " << problem.what << '\n';
    return configuration;
}

} // namespace fingerpost::cli
