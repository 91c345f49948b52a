#include "check/finding.hpp"

#include <array>
#include <iterator>
#include <utility>

namespace fingerpost::check {

std::string_view name(Verdict verdict) {
    static constexpr std::array<std::string_view, 6> names{
        "ok", "missing", "wrong", "conflict", "stale", "unknown"};
    return names.at(static_cast<std::size_t>(verdict));
}

std::string_view name(Severity severity) {
    static constexpr std::array<std::string_view, 3> names{"info", "warning", "error"};
    return names.at(static_cast<std::size_t>(severity));
}

void Findings::ok(const Check& check, std::string subject) {
    add(check, Verdict::ok, std::move(subject));
}

Finding& Findings::add(const Check& check, Verdict verdict, std::string subject) {
    all_.push_back({&check, verdict, check.severity, std::move(subject)});
    return all_.back();
}

void Findings::unknown(const Check& check, std::string subject, std::string why) {
    add(check, Verdict::unknown, std::move(subject)).found = std::move(why);
}

void Findings::remember(std::string key, std::string value) {
    remembered_.insert_or_assign(std::move(key), std::move(value));
}

void Findings::append(Findings other) {
    std::move(other.all_.begin(), other.all_.end(), std::back_inserter(all_));
    remembered_.merge(other.remembered_);
}

} // namespace fingerpost::check
