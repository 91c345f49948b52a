/// @file
/// Walks a client's look-ups against the live domain, as the client would.
#pragma once

#include "trace/client.hpp"
#include "trace/outside.hpp"
#include "trace/settings.hpp"

namespace fingerpost::trace {

enum class Verdict {
    taken,
    refused, ///< something is there, and the client does not take it
    not_found,
    unknown, ///< it could not be found out what is there
    not_asked
};

/// "not found"
std::string_view name(Verdict verdict);

struct Step {
    std::string what; ///< "GET https://…", "SRV _imaps._tcp.example.com"
    Verdict verdict = Verdict::not_asked;
    std::string why;
    std::string_view source; ///< who says that the client does so
};

enum class Conclusion { works, fails, unknown };

std::string_view name(Conclusion conclusion);

struct Trace {
    std::vector<Step> steps;
    Settings settings;
    Conclusion conclusion = Conclusion::unknown;
    std::string summary; ///< one sentence
};

struct WalkOptions {
    bool third_parties = false; ///< ask those too, who then learn the domain
    resolve::Lottery lottery;
};

/// `client` is a row of clients(); `outside` must live until it is done.
boost::asio::awaitable<Trace>
walk(const Client& client, Address address, Outside& outside, WalkOptions options);

} // namespace fingerpost::trace
