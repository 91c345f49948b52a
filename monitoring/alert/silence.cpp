#include "alert/silence.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::alert {

namespace {

struct Operator {
    std::string_view sign;
    bool negated;
    bool pattern;
};
// the longer ones first: "=~" begins with "="
constexpr std::array operators{
    Operator{"=~", false, true},
    Operator{"!~", true, true},
    Operator{"!=", true, false},
    Operator{"=", false, false}};

Error refused(std::string_view text, std::string_view why) {
    return Error{
        Errc::bad_request,
        "the matcher " + std::string(text) + " " + std::string(why) +
            "; write label=value, label!=value, label=~pattern or label!~pattern"};
}

std::string_view unquoted(std::string_view value) {
    const bool quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
    return quoted ? value.substr(1, value.size() - 2) : value;
}

std::string_view value_of(const Alert& alert, std::string_view name_of_label) {
    if (name_of_label == "alertname") return alert.rule->name;
    if (name_of_label == "service") return alert.rule->service;
    if (name_of_label == "severity") return name(alert.severity);
    return label(alert.labels, name_of_label);
}

} // namespace

Result<Matcher> Matcher::parse(std::string_view text) {
    const auto at = text.find_first_of("=!");
    if (at == text.npos) return refused(text, "compares nothing");
    const auto rest = text.substr(at);
    const auto found = std::ranges::find_if(operators, [&](const Operator& candidate) {
        return rest.starts_with(candidate.sign);
    });
    if (found == operators.end()) return refused(text, "compares nothing");
    Matcher matcher;
    matcher.label_ = trimmed(text.substr(0, at));
    matcher.value_ = unquoted(trimmed(rest.substr(found->sign.size())));
    matcher.negated_ = found->negated;
    if (matcher.label_.empty()) return refused(text, "names no label");
    if (!found->pattern) return matcher;
    if (matcher.value_.size() > pattern_octets_max)
        return refused(text, "has a pattern of more than 256 octets");
    try {
        matcher.pattern_ = std::make_shared<const std::regex>(matcher.value_);
    } catch (const std::regex_error&) {
        return refused(text, "has a pattern that is no regular expression");
    }
    return matcher;
}

bool Matcher::matches(std::string_view value) const {
    if (!pattern_) return (value == value_) != negated_;
    if (value.size() > pattern_octets_max) return false;
    try {
        return std::regex_match(value.begin(), value.end(), *pattern_) != negated_;
    } catch (const std::regex_error&) { // too complex for this value
        return false;
    }
}

bool Silence::holds(const Alert& alert, std::int64_t wall) const {
    if (wall < starts || wall >= ends) return false;
    return std::ranges::all_of(matchers, [&](const Matcher& matcher) {
        return matcher.matches(value_of(alert, matcher.label()));
    });
}

Result<void> check(const Silence& silence) {
    const auto wrong = [](std::string_view what) {
        return Error{Errc::bad_request, "the silence " + std::string(what)};
    };
    const auto takes_empty = [](const Matcher& matcher) { return matcher.matches(""); };
    if (silence.ends <= silence.starts) return wrong("must end after it starts");
    if (silence.ends - silence.starts > silence_seconds_max)
        return wrong("must end within 30 days; renew it then, or change the threshold");
    if (trimmed(silence.author).empty()) return wrong("needs an author");
    if (trimmed(silence.comment).empty()) return wrong("needs a comment that says why");
    if (std::ranges::all_of(silence.matchers, takes_empty))
        return wrong("would hide every alert; name at least one label that must not be empty");
    return {};
}

} // namespace fingerpost::alert
