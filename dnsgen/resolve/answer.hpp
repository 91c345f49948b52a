/// @file
/// What the DNS answers to one question, or why that is not known. Plain values.
/// Names are lower case, in presentation form, without the final dot; the root is ".".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace fingerpost::resolve {

enum class Type : std::uint16_t { a = 1, cname = 5, mx = 15, txt = 16, aaaa = 28, srv = 33 };

/// "SRV"
std::string_view name(Type type);

struct Mx {
    std::uint16_t preference = 0;
    std::string host;

    bool operator==(const Mx&) const = default;
};

struct Srv {
    std::uint16_t priority = 0;
    std::uint16_t weight = 0;
    std::uint16_t port = 0;
    std::string target; ///< ".": the service is decidedly not offered (RFC 2782)

    bool operator==(const Srv&) const = default;
};

/// A string is an address, the target of an alias, or a TXT record's strings joined.
using Data = std::variant<std::string, Mx, Srv>;

struct Record {
    std::string owner;
    Type type = Type::a;
    std::uint32_t ttl = 0; ///< seconds
    Data data;
};

/// `no_data` and `no_such_name` are answers; `unknown` says nothing about what is published.
enum class Outcome { found, no_data, no_such_name, unknown };

enum class Failure {
    none,
    timeout,
    unreachable,
    refused,
    servfail,
    lame, ///< a server that neither knows nor asks others
    malformed,
    other
};

struct Answer {
    Outcome outcome = Outcome::unknown;
    Failure failure = Failure::none;  ///< why it is unknown
    std::string what;                 ///< the same for people
    std::vector<std::string> aliases; ///< the targets of the CNAME chain, in order
    std::vector<Record> records;      ///< of the type asked for, at the end of the chain
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
