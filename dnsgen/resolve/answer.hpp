/// @file
/// What the DNS answers to one question, or why that is not known. Plain values.
#pragma once

#include "resolve/data.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::resolve {

struct Record {
    std::string owner;
    Type type = Type::a;
    std::uint32_t ttl = 0; ///< seconds
    Data data;

    bool operator==(const Record&) const = default;
};

/// `no_data` and `no_such_name` are answers; `unknown` says nothing about what is published.
enum class Outcome { found, no_data, no_such_name, unknown };

enum class Failure {
    none,
    timeout,
    unreachable,
    refused,
    servfail,
    bogus, ///< SERVFAIL, but an answer when DNSSEC is not checked (RFC 4035 §5.5)
    lame,  ///< a server that neither knows nor asks others
    malformed,
    other
};

struct Answer {
    Outcome outcome = Outcome::unknown;
    Failure failure = Failure::none;  ///< why it is unknown
    std::string what;                 ///< the same for people
    std::vector<std::string> aliases; ///< the targets of the CNAME chain, in order
    std::vector<Record> records;      ///< of the type asked for, at the end of the chain
    std::vector<Record> chain;        ///< the CNAME records that led there
    std::vector<Rrsig> signatures;    ///< of `records`, where the query wanted them
    std::vector<Record> referral;     ///< of a lame server: the NS records it leads to instead
    /// Where there is nothing: seconds for which others keep that in mind, and whose SOA says so
    /// (RFC 2308 §5).
    std::optional<std::uint32_t> negative_ttl;
    std::string soa_owner;
    bool authoritative = false; ///< AA
    bool authentic = false;     ///< AD, by a resolver that is trusted to have checked
    bool over_tcp = false;      ///< the answer was cut by UDP; if unknown, TCP does not work
    bool question_case = true;  ///< the server repeated the question's letter case
    std::string explained;      ///< "DNSKEY Missing: no DNSKEY matches" (RFC 8914), or ""
    std::string server;         ///< who answered, "" when that is the configured resolver
};

/// The data of every record that holds a T.
template <class T>
std::vector<T> all(const Answer& answer) {
    std::vector<T> found;
    for (const auto& record : answer.records)
        if (const auto* data = std::get_if<T>(&record.data)) found.push_back(*data);
    return found;
}

Answer unknown(Failure failure, std::string what);

/// "3 records", "no such name", "timed out"
std::string summary(const Answer& answer);

} // namespace fingerpost::resolve
