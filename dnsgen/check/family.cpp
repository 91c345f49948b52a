#include "check/family.hpp"

#include "check/mx.hpp"
#include "check/ptr.hpp"
#include "check/spf.hpp"
#include "check/srv.hpp"
#include "check/srv_checks.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::check {

namespace {

// clang-format off
constexpr std::array table{
    Family{"srv", "SRV records that lead clients to the servers", srv_checks, judge_srv},
    Family{"mx", "Where the domain's mail goes", mx_checks, judge_mx},
    Family{"ptr", "Names of the addresses that mail leaves", ptr_checks, judge_ptr},
    Family{"spf", "Who may send in the domain's name", spf_checks, judge_spf},
};
// clang-format on

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
