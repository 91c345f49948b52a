#include "check/spf_evaluation.hpp"

#include "check/ip_address.hpp"
#include "check/spf_macro.hpp"
#include "check/spf_record.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace fingerpost::check {

namespace {

using resolve::Outcome;
using resolve::Type;

/// Whether a mechanism matches, or the error that ends all of it.
struct Match {
    bool yes = false;
    std::optional<SpfVerdict> error = {};
};

Match broken(SpfResult result, std::string why) {
    return {false, SpfVerdict{result, std::move(why)}};
}

SpfResult result_of(char qualifier) {
    switch (qualifier) {
    case '-': return SpfResult::fail;
    case '~': return SpfResult::softfail;
    case '?': return SpfResult::neutral;
    default: return SpfResult::pass;
    }
}

bool is_error(SpfResult result) {
    return result == SpfResult::temperror || result == SpfResult::permerror;
}

class Evaluation {
public:
    Evaluation(Evidence& evidence, const SpfQuestion& question, std::string octets)
        : evidence_(evidence), question_(question), octets_(std::move(octets)) {}

    SpfVerdict check_host(const std::string& domain);
    SpfVerdict check_record(const std::string& domain, const std::string& text);

private:
    Match match(const SpfTerm& term, const std::string& domain);
    Match match_include(const SpfTerm& term, const std::string& target);
    Match match_mx(const SpfTerm& term, const std::string& target);
    Match match_ptr(const std::string& target);
    Match match_address(const SpfTerm& term, const std::string& host, bool counts);
    Match counted_void(const resolve::Answer& answer);
    std::optional<SpfVerdict> counted_lookup();
    std::string expanded(const std::string& spec, const std::string& domain);
    std::vector<std::string> validated(const std::string& target, std::string& unknown);

    Type address_type() const { return octets_.size() == 4 ? Type::a : Type::aaaa; }

    Evidence& evidence_;
    const SpfQuestion& question_;
    std::string octets_;
    int lookups_ = 0;
    int voids_ = 0;
};

std::optional<SpfVerdict> Evaluation::counted_lookup() {
    if (++lookups_ <= spf_lookups_max) return std::nullopt;
    return SpfVerdict{SpfResult::permerror, "more than 10 terms look something up"};
}

/// Whether the look-up found anything; too many that do not are an error.
Match Evaluation::counted_void(const resolve::Answer& answer) {
    if (answer.outcome == Outcome::unknown) return broken(SpfResult::temperror, answer.what);
    if (answer.outcome == Outcome::found) return {true};
    if (++voids_ <= spf_voids_max) return {false};
    return broken(SpfResult::permerror, "more than 2 look-ups find nothing");
}

SpfVerdict Evaluation::check_host(const std::string& domain) {
    if (!is_query_name(domain)) return {SpfResult::none, '"' + domain + "\" is no domain"}; // §4.3
    const auto& answer = evidence_.dns(domain, Type::txt);
    if (answer.outcome == Outcome::unknown) return {SpfResult::temperror, answer.what};
    auto texts = resolve::all<std::string>(answer);
    std::erase_if(texts, [](const std::string& text) { return !is_spf(text); });
    if (texts.empty()) return {SpfResult::none, domain + " has no SPF record"};
    if (texts.size() > 1) return {SpfResult::permerror, domain + " has several SPF records"};
    return check_record(domain, texts.front());
}

SpfVerdict Evaluation::check_record(const std::string& domain, const std::string& text) {
    const auto record = read_spf(text);
    if (!record) return {SpfResult::permerror, "SPF of " + domain + ": " + record.error().what};
    for (const auto& term : record->terms) {
        const auto matched = match(term, domain);
        if (matched.error) return *matched.error;
        if (matched.yes) return {result_of(term.qualifier), '"' + term.text + "\" of " + domain};
    }
    if (record->redirect.empty()) return {SpfResult::neutral, "no term of " + domain + " matches"};
    if (auto limit = counted_lookup()) return *limit;
    auto result = check_host(expanded(record->redirect, domain));
    if (result.result == SpfResult::none) result.result = SpfResult::permerror; // §6.1
    return result;
}

Match Evaluation::match(const SpfTerm& term, const std::string& domain) {
    if (term.kind == SpfKind::all) return {true};
    if (term.kind == SpfKind::ip4 || term.kind == SpfKind::ip6) {
        const auto bits = term.kind == SpfKind::ip4 ? term.bits4 : term.bits6;
        return {same_network(octets_, term.network, bits)};
    }
    if (auto limit = counted_lookup()) return {false, std::move(limit)};
    const auto target = term.domain.empty() ? domain : expanded(term.domain, domain);
    if (!is_query_name(target) && term.kind != SpfKind::include) return {false}; // §4.8
    switch (term.kind) {
    case SpfKind::include: return match_include(term, target);
    case SpfKind::a: return match_address(term, target, true);
    case SpfKind::mx: return match_mx(term, target);
    case SpfKind::ptr: return match_ptr(target);
    default: return counted_void(evidence_.dns(target, Type::a)); // exists, §5.7
    }
}

/// The table of §5.2.
Match Evaluation::match_include(const SpfTerm& term, const std::string& target) {
    auto inside = check_host(target);
    if (is_error(inside.result)) return {false, std::move(inside)};
    if (inside.result == SpfResult::none)
        return broken(SpfResult::permerror, '"' + term.text + "\": " + inside.why);
    return {inside.result == SpfResult::pass};
}

Match Evaluation::match_address(const SpfTerm& term, const std::string& host, bool counts) {
    const auto& answer = evidence_.dns(host, address_type());
    if (answer.outcome == Outcome::unknown) return broken(SpfResult::temperror, answer.what);
    if (counts)
        if (auto found = counted_void(answer); found.error) return found;
    const auto bits = octets_.size() == 4 ? term.bits4 : term.bits6;
    for (const auto& address : resolve::all<std::string>(answer)) {
        const auto octets = address_octets(address);
        if (octets && same_network(octets_, *octets, bits)) return {true};
    }
    return {false};
}

Match Evaluation::match_mx(const SpfTerm& term, const std::string& target) {
    const auto& answer = evidence_.dns(target, Type::mx);
    if (auto found = counted_void(answer); !found.yes) return found;
    const auto exchangers = resolve::all<resolve::Mx>(answer);
    if (exchangers.size() > spf_names_max)
        return broken(SpfResult::permerror, target + " has more than 10 MX records");
    for (const auto& exchanger : exchangers) {
        if (exchanger.host == ".") continue;
        auto found = match_address(term, exchanger.host, false);
        if (found.yes || found.error) return found;
    }
    return {false};
}

/// The address's names that lead back to it and lie within `target` (§5.5).
std::vector<std::string> Evaluation::validated(const std::string& target, std::string& unknown) {
    std::vector<std::string> found;
    const auto& answer = evidence_.dns(reverse_name(octets_), Type::ptr);
    if (answer.outcome == Outcome::unknown) unknown = answer.what;
    auto names = resolve::all<std::string>(answer);
    names.resize(std::min(names.size(), spf_names_max));
    for (auto& name : names) {
        if (!zone::is_within(name, target)) continue;
        const auto back = match_address({}, name, false);
        if (back.error) unknown = back.error->why;
        if (back.yes) found.push_back(std::move(name));
    }
    return found;
}

Match Evaluation::match_ptr(const std::string& target) {
    std::string unknown;
    if (!validated(target, unknown).empty()) return {true};
    // receivers would go on (§5.5); here that would make a failure of our DNS one of the domain
    if (!unknown.empty()) return broken(SpfResult::temperror, unknown);
    return {false};
}

std::string Evaluation::expanded(const std::string& spec, const std::string& domain) {
    SpfMacros macros{
        "postmaster@" + question_.domain, domain, octets_, question_.domain, "unknown"};
    std::string unknown;
    if (has_macro(spec, 'p'))
        if (auto names = validated(domain, unknown); !names.empty()) macros.validated = names[0];
    return expanded_name(spec, macros);
}

} // namespace

std::string_view name(SpfResult result) {
    static constexpr std::array<std::string_view, 7> names{
        "none", "neutral", "pass", "fail", "softfail", "temperror", "permerror"};
    return names.at(static_cast<std::size_t>(result));
}

SpfVerdict evaluate_spf(Evidence& evidence, const SpfQuestion& question) {
    auto octets = address_octets(question.address);
    if (!octets) return {SpfResult::none, question.address + " is no address"};
    Evaluation evaluation(evidence, question, std::move(*octets));
    if (question.record.empty()) return evaluation.check_host(question.domain);
    return evaluation.check_record(question.domain, question.record);
}

} // namespace fingerpost::check
