/// @file
/// What a check is, and what it found. Plain values.
#pragma once

#include "zone/record.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fingerpost::check {

enum class Verdict : std::uint8_t {
    ok,
    missing,
    wrong,
    conflict, ///< two sources say different things, or a stranger's value stands beside ours
    stale,    ///< left behind by a former provider, service, key or policy
    unknown   ///< nothing is known; never taken for missing
};

enum class Severity : std::uint8_t { info, warning, error };

std::string_view name(Verdict verdict);   ///< "missing"
std::string_view name(Severity severity); ///< "warning"

/// A row of a family's table. The texts are sentences for admins without a final full stop.
struct Check {
    std::string_view id;       ///< "srv-missing"; never changes
    Severity severity;         ///< what a finding has that says nothing else
    std::string_view spec;     ///< "RFC 6186 §3"
    std::string_view looks_at; ///< "SRV of each service that is offered"
    std::string_view finds;    ///< when it fires
    std::string_view matters;  ///< why, and to which clients
    std::string_view remedy;   ///< what to do
};

struct Finding {
    const Check* check = nullptr;
    Verdict verdict = Verdict::ok;
    Severity severity = Severity::info; ///< means nothing for ok and unknown
    std::string subject;                ///< "_imaps._tcp.example.com SRV"
    std::string expected = {};          ///< what ought to be, or ""
    std::string found = {};             ///< what is, or why that is unknown
    std::string detail = {};            ///< what this case has to say beyond its row, or ""
    zone::Records publish = {};         ///< mends it
    zone::Records withdraw = {};        ///< and what is to be taken away first
    std::string ignored = {};           ///< why the operator wants no more of it, or ""
};

/// What the checks of one domain came to.
class Findings {
public:
    void ok(const Check& check, std::string subject);

    /// Of the row's severity; the caller fills in the rest.
    Finding& add(const Check& check, Verdict verdict, std::string subject);

    void unknown(const Check& check, std::string subject, std::string why);

    /// Kept for the next time this domain is judged: Subject::remembered(). Short values.
    void remember(std::string key, std::string value);

    const std::vector<Finding>& all() const& { return all_; }
    std::vector<Finding>& all() & { return all_; }
    std::vector<Finding> all() && { return std::move(all_); }
    const std::map<std::string, std::string>& remembered() const { return remembered_; }

    /// Takes all of the other's.
    void append(Findings other);

private:
    std::vector<Finding> all_;
    std::map<std::string, std::string> remembered_;
};

} // namespace fingerpost::check
