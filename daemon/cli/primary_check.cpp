#include "cli/primary_check.hpp"

#include "app/hidden_primary.hpp"

namespace fingerpost::cli {

std::vector<app::Problem> primary_problems(const app::Settings& settings) {
    if (settings.dns_listen.empty()) return {};
    const auto wanted = app::primary_settings(settings);
    if (!wanted) return {{log::Level::error, wanted.error().what}};
    if (wanted->secondaries.empty() && wanted->keys.empty())
        return {
            {log::Level::warning,
             "dns_listen is of no use without dns_secondaries or dns_transfer_key_file: every name "
             "server is refused"}};
    if (wanted->secondaries.empty())
        return {
            {log::Level::warning,
             "dns_secondaries is empty: name servers find changes only when they refresh"}};
    if (wanted->keys.empty())
        return {
            {log::Level::warning,
             "dns_transfer_key_file is empty: whoever sends from an address of dns_secondaries "
             "gets every zone; make a key with tsig-keygen"}};
    return {};
}

} // namespace fingerpost::cli
