#include "check/policy.hpp"

#include "base/text.hpp"

namespace fingerpost::check {

namespace {

bool is_about(const std::string& pattern, std::string_view domain) {
    return pattern == "*" || pattern == domain;
}

/// The rule that counts, or null.
const SeverityRule*
severity_for(const std::vector<SeverityRule>& rules, std::string_view domain, const Check& check) {
    const SeverityRule* chosen = nullptr;
    for (const auto& rule : rules) {
        if (rule.check != check.id || !is_about(rule.domain, domain)) continue;
        if (!chosen || rule.domain != "*") chosen = &rule;
    }
    return chosen;
}

} // namespace

void Policy::apply(std::string_view domain, std::int64_t now, Findings& findings) const {
    for (auto& finding : findings.all()) {
        if (const auto* rule = severity_for(severities, domain, *finding.check))
            finding.severity = rule->severity;
        for (const auto& rule : ignored) {
            const bool meant = rule.check == finding.check->id && is_about(rule.domain, domain) &&
                               (rule.subject.empty() || rule.subject == finding.subject);
            if (meant && now < rule.until && finding.verdict != Verdict::ok)
                finding.ignored = rule.reason;
        }
    }
}

Result<Severity> parse_severity(std::string_view text) {
    for (const auto severity : {Severity::info, Severity::warning, Severity::error})
        if (ascii_iequals(text, name(severity))) return severity;
    return Error{
        Errc::bad_request, "\"" + std::string(text) + "\" is none of error, warning and info"};
}

} // namespace fingerpost::check
