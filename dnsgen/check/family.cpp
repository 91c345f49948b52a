#include "check/family.hpp"

#include "check/autoconfig.hpp"
#include "check/autodiscover.hpp"
#include "check/dav.hpp"
#include "check/former.hpp"
#include "check/names.hpp"
#include "check/names_checks.hpp"
#include "check/pacc.hpp"
#include "check/srv.hpp"
#include "check/srv_checks.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::check {

namespace {

constexpr std::array table{
    // where clients look for servers and settings
    Family{"srv", "SRV records that lead clients to the servers", srv_checks, judge_srv},
    Family{"dav", "Where calendars and contacts begin", dav_checks, judge_dav},
    Family{"autoconfig", "The host of Mozilla Autoconfig", autoconfig_checks, judge_autoconfig},
    Family{
        "autodiscover",
        "The hosts of Microsoft Autodiscover",
        autodiscover_checks,
        judge_autodiscover},
    Family{"pacc", "The digest of the PACC document", pacc_checks, judge_pacc},
    Family{"names", "Wildcards, zone cuts and addresses", names_checks, judge_names},
    Family{"former", "What former providers have left", former_checks, judge_former},
};

} // namespace

std::span<const Family> families() {
    return table;
}

const Family* find_family(std::string_view name) {
    const auto named = [&](const Family& family) { return family.name == name; };
    const auto at = std::find_if(table.begin(), table.end(), named);
    return at == table.end() ? nullptr : &*at;
}

std::span<const Check* const> all_checks() {
    static const auto checks = [] {
        std::vector<const Check*> all;
        for (const auto& family : table)
            for (const auto& check : family.checks)
                all.push_back(&check);
        return all;
    }();
    return checks;
}

const Check* find_check(std::string_view id) {
    const auto checks = all_checks();
    const auto named = [&](const Check* check) { return check->id == id; };
    const auto at = std::find_if(checks.begin(), checks.end(), named);
    return at == checks.end() ? nullptr : *at;
}

} // namespace fingerpost::check
