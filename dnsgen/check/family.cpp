#include "check/family.hpp"

#include "check/consistency.hpp"
#include "check/documents.hpp"
#include "check/endpoint_checks.hpp"
#include "check/endpoints.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::check {

namespace {

constexpr std::array table{
    // what answers: servers, documents, certificates
    Family{"endpoints", "Servers that clients are sent to", endpoint_checks, judge_endpoints},
    Family{
        "documents", "Discovery documents as clients get them", document_checks, judge_documents},
    Family{
        "consistency",
        "Sources that clients choose between",
        consistency_checks,
        judge_consistency},
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
