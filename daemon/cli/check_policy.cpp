#include "base/clock.hpp"
#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "check/family.hpp"
#include "check/policy.hpp"
#include "cli/answer.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"
#include "storage/check_policy_repository.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>
#include <cstdlib>

namespace fingerpost::cli {

namespace {

using storage::CheckPolicyRepository;

constexpr std::string_view everybody = "*";
constexpr std::int64_t seconds_of_day = 86400;
constexpr std::int64_t days_max = 3650;

Result<std::string> check_named(const std::string& id) {
    if (check::find_check(id)) return id;
    std::vector<std::string_view> ids;
    for (const auto* check : check::all_checks())
        ids.push_back(check->id);
    const auto near = nearest(id, ids);
    auto what = "\"" + id + "\" is no check";
    if (!near.empty()) what += "; did you mean " + std::string(near) + "?";
    return Error{Errc::not_found, what + " (fingerpost check explain lists them)"};
}

Result<std::string> domain_of(const Arguments& arguments) {
    if (!arguments.has("domain")) return std::string(everybody);
    return parse_domain(arguments.get("domain"));
}

Result<Answer> ignore(storage::Connection& connection, const Arguments& arguments) {
    const auto id = check_named(arguments.get("CHECK"));
    if (!id) return id.error();
    const auto domain = domain_of(arguments);
    if (!domain) return domain.error();
    const auto days = number_of(arguments, "days", 0, 1, days_max);
    if (!days) return days.error();
    const auto reason = one_line(arguments.get("reason"));
    if (reason.empty()) return Error{Errc::bad_request, "--reason may not be empty"};
    storage::CheckIgnore row{
        0,
        *domain,
        *id,
        arguments.get("subject"),
        reason,
        arguments.get("author"),
        unix_time() + *days * seconds_of_day};
    row.id = CheckPolicyRepository(connection).add(row);
    const auto until = utc_text(row.until);
    return Answer{
        boost::json::object{{"id", row.id}, {"until", until}},
        std::to_string(row.id) + ": " + *id + " is ignored for " + *domain + " until " + until +
            '\n'};
}

Result<Answer> ignored(storage::Connection& connection, const Arguments&) {
    boost::json::array all;
    TextTable table({"ID", "CHECK", "DOMAIN", "SUBJECT", "UNTIL", "REASON", "AUTHOR"});
    for (const auto& row : CheckPolicyRepository(connection).ignored()) {
        const auto until = utc_text(row.until);
        table.add(
            {std::to_string(row.id),
             row.check,
             row.domain,
             row.subject,
             until,
             row.reason,
             row.author}
        );
        all.push_back(boost::json::object{
            {"id", row.id},
            {"check", row.check},
            {"domain", row.domain},
            {"subject", row.subject},
            {"until", until},
            {"reason", row.reason},
            {"author", row.author}});
    }
    return Answer{std::move(all), table.str()};
}

Result<Answer> heed(storage::Connection& connection, const Arguments& arguments) {
    const auto id = to_integer(arguments.get("ID"), 1, INT64_MAX);
    if (!id) return Error{Errc::bad_request, "ID is a number of: fingerpost check ignored"};
    const auto gone = CheckPolicyRepository(connection).remove_ignored(*id);
    if (!gone) return gone.error();
    return Answer{boost::json::object{{"id", *id}}, std::to_string(*id) + " counts again\n"};
}

Result<Answer> weigh(storage::Connection& connection, const Arguments& arguments) {
    const auto id = check_named(arguments.get("CHECK"));
    if (!id) return id.error();
    const auto domain = domain_of(arguments);
    if (!domain) return domain.error();
    const auto word = arguments.get("SEVERITY");
    std::string severity;
    if (word != "default") {
        const auto parsed = check::parse_severity(word);
        if (!parsed) return Error{Errc::bad_request, parsed.error().what + ", or default"};
        severity = name(*parsed);
    }
    CheckPolicyRepository(connection).set({*domain, *id, severity});
    return Answer{
        boost::json::object{{"check", *id}, {"domain", *domain}, {"severity", word}},
        *id + " is " + (severity.empty() ? "as the table has it" : severity) + " for " + *domain +
            '\n'};
}

Result<Answer> weights(storage::Connection& connection, const Arguments&) {
    boost::json::array all;
    TextTable table({"CHECK", "DOMAIN", "SEVERITY"});
    for (const auto& row : CheckPolicyRepository(connection).severities()) {
        table.add({row.check, row.domain, row.severity});
        all.push_back(boost::json::object{
            {"check", row.check}, {"domain", row.domain}, {"severity", row.severity}});
    }
    return Answer{std::move(all), table.str()};
}

// clang-format off
constexpr Option domain_option{"domain", "DOMAIN", "for this domain; else for all"};
constexpr std::array ignore_options{
    domain_option,
    Option{"subject", "TEXT", "only this subject, as the finding names it"},
    Option{"reason", "TEXT", "why", true},
    Option{"days", "NUMBER", "after so many days it counts again", true},
    Option{"author", "NAME", "who says so", true},
    json_option,
};
constexpr std::array weigh_options{domain_option, json_option};
constexpr std::array list_options{json_option};
constexpr std::array check_positional{Positional{"CHECK", "the id of a check"}};
constexpr std::array id_positional{Positional{"ID", "a number of: fingerpost check ignored"}};
constexpr std::array weigh_positionals{Positional{"CHECK", "the id of a check"}, Positional{"SEVERITY", "error, warning, info, or default"}};
// clang-format on

} // namespace

constinit const Verb check_ignore{
    .path = "check ignore",
    .summary = "Hear no more of a finding for some days",
    .options = ignore_options,
    .positionals = check_positional,
    .examples = "fingerpost check ignore spf-all --domain example.com --days 30 "
                "--reason \"moves in May\" --author jane",
    .run = changing<ignore>};

constinit const Verb check_ignored{
    .path = "check ignored",
    .summary = "List what is ignored, until when and why",
    .options = list_options,
    .examples = "fingerpost check ignored",
    .run = reading<ignored>};

constinit const Verb check_heed{
    .path = "check heed",
    .summary = "Let an ignored finding count again",
    .options = list_options,
    .positionals = id_positional,
    .examples = "fingerpost check heed 1",
    .run = changing<heed>};

constinit const Verb check_weigh{
    .path = "check weigh",
    .summary = "Give a check another severity",
    .options = weigh_options,
    .positionals = weigh_positionals,
    .examples = "fingerpost check weigh srv-missing info\n"
                "fingerpost check weigh caa-missing warning --domain example.com",
    .run = changing<weigh>};

constinit const Verb check_weights{
    .path = "check weights",
    .summary = "List the severities that were changed",
    .options = list_options,
    .examples = "fingerpost check weights",
    .run = reading<weights>};

} // namespace fingerpost::cli
